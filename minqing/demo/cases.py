"""The fifteen cases that the method's source tells by title alone, told anew with invented people.

A case is a first entry in a diary and what became of it. Days count working days before today; a step whose
moment has not come yet is left for whoever plays the demo.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Turn:
    """One step: so many working days after the first entry, at a time of day, what kind, in words.

    `kind` is take, report, coordinate, settle (tells the resident), answer, word (call back), reopen, extend,
    praise, comment, add (an addendum) or wish (fulfilled). `more` holds parties, the resident's word or days.
    """

    after: int
    clock: str
    kind: str
    text: str = ""
    more: str = ""


@dataclass(frozen=True)
class Case:
    """One case: who keeps it (0 to 8), how many working days ago it began, and its turns.

    `grade` blank: a case of the diary alone, no concern. `place` is "yard" or "block".
    """

    title: str
    member: int
    ago: int
    place: str
    category: str
    grade: str
    matter: str
    handling: str
    turns: tuple[Turn, ...]
    wish: str = ""
    important: bool = False


CASES = (
    Case("一张草图解开邻里结", 0, 27, "yard", "dispute", "difficult",
         "东屋和南屋为一棵香椿树下的棚子吵了一年，各说各的界。", "画了一张院子的草图，两家一起量。",
         (Turn(0, "16:40", "coordinate", "请楼门院长和调解员一起到院里。", "楼门院长、人民调解员"),
          Turn(2, "10:20", "settle", "按草图让出六十厘米过道，棚子东移，两家在草图上签了字。"),
          Turn(3, "15:00", "word", "两家都说这回清楚了。", "satisfied"),
          Turn(4, "16:00", "praise", "一张草图比十句话管用。"))),
    Case("为居民办的一件事", 1, 25, "block", "utilities", "ordinary",
         "三层楼道灯坏了，老太太晚上不敢下楼。", "当场看了是灯座的事，联系电工。",
         (Turn(0, "16:10", "settle", "电工下午换好灯座，陪老太太走了一趟。"),
          Turn(2, "10:00", "word", "老太太说亮堂了。", "satisfied"))),
    Case("真心服务赢人心", 2, 24, "yard", "health", "ordinary",
         "一户一直不愿开门，今天隔着门说药快吃完了。", "记下药名，答应代问社区医院。",
         (Turn(0, "17:00", "settle", "下午把医生开的药送到门口，教了怎么分早晚。"),
          Turn(5, "10:30", "add", "今天开了门，请我进屋坐。"),
          Turn(5, "16:30", "word", "说以后有事就打电话。", "satisfied"),
          Turn(6, "16:00", "praise", "心诚则门开。"))),
    Case("居民的小事当大事", 3, 22, "yard", "sanitation", "ordinary",
         "院里水池子底下有个砖松了，绊过两回人。", "先用木板垫上。",
         (Turn(0, "15:30", "settle", "借了水泥把砖砌牢，等干了再走。"),
          Turn(1, "09:40", "word", "说没想到这么快。", "satisfied"))),
    Case("雨夜漏房", 4, 20, "yard", "housing", "urgent",
         "夜里大雨，西屋漏成了河，老两口抱着被子坐着。", "电话报书记，先借了两块苫布盖上。",
         (Turn(0, "14:50", "ack", "知道了，房管所马上到。"),
          Turn(0, "15:20", "coordinate", "房管所抢险队带油毡来。", "房管所"),
          Turn(2, "11:00", "settle", "屋顶重做防水，湿了的墙也粉好。"),
          Turn(3, "10:10", "word", "下了场雨，一滴不漏。", "satisfied"),
          Turn(3, "16:00", "praise", "雨里见真情。")), important=True),
    Case("困难家庭的冬天", 5, 19, "yard", "welfare", "policy",
         "男主人失业半年，女主人生病，问能不能有点补助。", "看了材料，答应向街道问清政策。",
         (Turn(1, "09:30", "report", "报街道民政科，材料一并递上。", "street"),
          Turn(4, "15:00", "answer", "街道答复符合临时救助，下周发放，已当面告知。"),
          Turn(5, "10:00", "word", "两口子一再道谢。", "satisfied"))),
    Case("电费错账，两家和好", 6, 18, "block", "utilities", "difficult",
         "两家电表串了，这家替那家交了三年电费，见面不说话。", "抄下两块表的数，画了线路。",
         (Turn(0, "16:20", "coordinate", "请供电所和物业一起查线。", "供电所、物业"),
          Turn(3, "11:00", "settle", "供电所改了接线，退补差额当面算清，两家和好。"),
          Turn(5, "15:10", "word", "两家一起包了饺子。", "satisfied"))),
    Case("一笔退回来的电话费", 7, 16, "yard", "other", "ordinary",
         "老人发现话费每月多扣二十九元，不会查。", "陪着打客服，查到一个没订过的套餐。",
         (Turn(0, "16:50", "settle", "客服取消套餐，退回半年多扣的费用，短信已收到。"),
          Turn(1, "10:00", "word", "老人说钱不多，气顺了。", "satisfied"))),
    Case("地下的隐患", 7, 15, "block", "safety", "difficult",
         "地下室闻到煤气味，住户说有半个月了。", "开窗通风，叫大家别开灯，报物业和燃气。",
         (Turn(0, "15:00", "coordinate", "燃气公司检测，物业清场。", "燃气公司、物业"),
          Turn(1, "10:30", "settle", "查出一处锈穿的支管，已换，复测合格，逐户告知。"),
          Turn(3, "10:00", "word", "住户说睡得着了。", "satisfied")), important=True),
    Case("老人的小心愿", 8, 14, "yard", "elderly", "",
         "说起儿子在外地，最想能看看孙女的脸。", "记下心愿，约志愿者来教视频。",
         (Turn(4, "10:30", "wish", "志愿者教会了视频，老人和孙女说了半小时。"),
          Turn(5, "16:00", "praise", "圆一个小心愿，赢一颗心。")), wish="想和外地的孙女视频说说话"),
    Case("防盗门和下水道", 1, 12, "block", "sanitation", "difficult",
         "单元防盗门关不上，一层下水又返水，几家都在说。", "拍了照，联系物业。",
         (Turn(0, "16:00", "coordinate", "物业修门，管道公司通下水。", "物业、管道公司"),
          Turn(2, "15:30", "settle", "门换了闭门器，下水通了。"),
          Turn(4, "10:20", "word", "门好了，下水昨晚又返了。", "not_satisfied"),
          Turn(5, "15:00", "take", "再找管道公司，下井看。"))),
    Case("像家里人一样", 2, 10, "yard", "elderly", "ordinary",
         "老邻居摔了一跤，身边没人，饭也做不了。", "叫了社区医生，在家里陪着看完。",
         (Turn(0, "16:30", "settle", "安排食堂送饭两周，邻居轮着看门。"),
          Turn(4, "10:00", "word", "说比亲人还亲。", "satisfied"))),
    Case("一个电话就是集结号", 3, 7, "block", "utilities", "urgent",
         "高层水管爆了，水顺着电梯井往下流。", "关总阀，打电话给书记，挨户敲门。",
         (Turn(0, "14:45", "ack", "我马上到，先停电梯。"),
          Turn(0, "15:10", "coordinate", "自来水、电梯公司、物业都到了。", "自来水公司、电梯公司、物业"),
          Turn(1, "17:00", "settle", "换了管子，电梯检测合格恢复，逐户告知。"),
          Turn(2, "10:00", "word", "大家说来得真快。", "satisfied")), important=True),
    Case("九旬老人和满屋旧物", 8, 6, "yard", "elderly", "difficult",
         "九十岁的老人一个人住，屋里旧物堆到窗台，进不去人。", "先陪着说话，不碰她的东西。",
         (Turn(0, "16:00", "coordinate", "请楼门院长、社工和消防一起想办法。", "楼门院长、社工、消防站"),
          Turn(2, "10:00", "comment", "老人同意先清过道，旧照片一张不动。"),
          Turn(3, "16:30", "extend", "老人要自己一件件看，再给几天。", "4"))),
    Case("一段路，许多户，一个愿望", 5, 5, "yard", "traffic", "policy",
         "胡同东段几十户盼着修平路面，轮椅推不动。", "挨户问了，签了名，拍了照。",
         (Turn(1, "10:00", "report", "报街道城建科，请列入整治。", "street"),
          Turn(2, "15:00", "comment", "街道来人看了现场，说下周答复。")), wish="盼着胡同东段的路修平"),
)  # fmt: skip
