"""A messy spreadsheet, taken into the register through the pages."""

import re
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from minqing.households.models import Resident
from tests.e2e.house import House
from tests.factories.ground import SIBLING


def a_messy_sheet() -> bytes:
    """A title row, blank cells that mean "as above", full-width digits, two telephones, a column that is not kept."""
    book = Workbook()
    sheet = book.active
    sheet.append(["邻社区居民情况登记表"])
    sheet.append(["名号", "地址", "门牌", "与户主关系", "出生日期", "联系方式", "民族", "昵称"])
    sheet.append(
        ["陶大山", "枣树胡同１号院", "1", "户主", "1961年3月2日", "13800000000、13900000000", "汉", "老陶"]
    )
    sheet.append(["陶小河", None, None, "之子", "1990.5.6", None, "汉", None])
    sheet.append(["陶小海", None, None, "之子", "1993年11月", None, "汉", None])
    sheet.append([None, "枣树胡同1号院", "2", "户主", None, None, None, None])
    sheet.append(["苗青", "枣树胡同1号院", "3", "户主", "1955-13-40", None, None, None])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_sheet_is_sent_corrected_previewed_and_taken_in(house: House, enter: Any):
    person = enter(house.new_secretary.account)
    page = person.page
    person.goes_to("register_import", code=SIBLING)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.set_input_files(
        "#id_sheet", files=[{"name": "居民.xlsx", "mimeType": kind, "buffer": a_messy_sheet()}]
    )
    page.click("main form .btn-primary")
    page.wait_for_url("**/columns/")
    # "名号" is no header that is known: without this correction every row would lack a name.
    page.get_by_label("名号").select_option("name")
    page.locator("main form .btn-primary").first.click()
    page.wait_for_url(re.compile(r"/register/import/[0-9a-f-]{36}/$"))
    page.locator("table").wait_for(timeout=40000)
    rows = page.locator("table tbody tr").all_inner_texts()
    assert len(rows) == 5, rows
    page.locator("main form .btn-primary").first.click()
    page.locator(".page-head-action a").wait_for(timeout=40000)
    with house.rows(SIBLING):
        assert sorted(
            Resident.objects.filter(name__in=["陶大山", "陶小河", "陶小海", "苗青"]).values_list(
                "name", flat=True
            )
        ) == [
            "陶大山",
            "陶小河",
            "陶小海",
        ]
    person.goes_to("register", code=SIBLING)
    person.sees("陶大山")
