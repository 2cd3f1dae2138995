"""What a route has to say, as a code with parameters, and its sentence in either language.

Plain text, because `minqing plan route` runs without Django.
"""

from collections.abc import Mapping

# code: (English, Chinese)
SENTENCES: dict[str, tuple[str, str]] = {
    "too_far": (
        "It cannot be reached by {to}: the earliest arrival is {earliest}.",
        "{to}前到不了，最早{earliest}才能到。",
    ),
    "too_late": (
        "It could be visited from {earliest} on, and would last beyond {until}, when the round must be over.",
        "最早{earliest}才能走访，要到{until}之后才能走完。",
    ),
    "clash": (
        "Its time does not go together with those of the other stops.",
        "与其他走访点的时间冲突，排不下。",
    ),
    "not_json": ("The file is not JSON: {fault}", "文件不是有效的 JSON：{fault}"),
    "not_an_object": ("The file must hold one JSON object.", "文件须为一个 JSON 对象。"),
    "missing": ("“{what}” is missing.", "缺少“{what}”。"),
    "not_number": ("“{what}” must be a number from {least} up.", "“{what}”须为不小于{least}的数字。"),
    "not_point": ("“{what}” must be a point with numbers x and y.", "“{what}”须为带有数字 x、y 的点。"),
    "not_row": (
        "“{what}” must be a row number of the matrix, 0 to {last}.",
        "“{what}”须为矩阵的行号，从0到{last}。",
    ),
    "not_time": ("“{what}” must be a time of day like 08:30.", "“{what}”须为时刻，例如 08:30。"),
    "not_end": (
        "“end” must be null, “start”, or a point (with a matrix: a row number).",
        "“end”须为 null、“start”或一个点（用矩阵时为行号）。",
    ),
    "not_stops": ("“stops” must be a list of objects.", "“stops”须为对象的列表。"),
    "not_id": ("Stop {number} has no id (a text or a number).", "第{number}个走访点没有 id（文字或数字）。"),
    "twice": ("The id “{id}” stands twice.", "id“{id}”出现了两次。"),
    "not_square": (
        "“distance_matrix” must be square: as many numbers in each row as there are rows.",
        "“distance_matrix”须为方阵：每行的数字个数与行数相同。",
    ),
    "both": ("Give either “stops” or “distance_matrix”.", "“stops”与“distance_matrix”只能给一个。"),
    "neither": ("Give “stops” or “distance_matrix”.", "须给出“stops”或“distance_matrix”。"),
    "window_turned": (
        "Stop “{id}”: “to” ({to}) is before “from” ({from}).",
        "走访点“{id}”：“to”（{to}）早于“from”（{from}）。",
    ),
    "lunch_turned": (
        "“lunch”: “to” must not be before “from”.",
        "“lunch”：“to”不得早于“from”。",
    ),
    "none_fits": (
        "No stop can be visited within its time. “{id}”: {why}",
        "没有一个走访点能在其时间内走访。“{id}”：{why}",
    ),
    "end_too_late": (
        "The way from the start to the end alone lasts until {earliest}, beyond {until}.",
        "只从起点走到终点就要到{earliest}，超过了{until}。",
    ),
    "no_solver": (
        "The solver PyVRP is not installed: pip install 'minqing[plan]'",
        "没有安装求解器 PyVRP：pip install 'minqing[plan]'",
    ),
}


def sentence(code: str, parameters: Mapping[str, object], language: str = "zh-hans") -> str:
    """The sentence of a code in the reader's language; English for `en…`, Chinese for all else."""
    return SENTENCES[code][0 if language.startswith("en") else 1].format(**parameters)
