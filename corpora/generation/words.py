"""What plans are about: subjects and the works under them. Every sentence is the project's own.

`works` are verb phrases that name no body, no time and no number, and differ in their first 40 characters; `checks`
are the same for supervision. `groups` head rows of a table; `fields` are headings of the part on content.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject: `noun` is its name inside sentences, `abbreviation` its short form, as a plan defines it."""

    noun: str
    kinds: tuple[str, ...]  # of issuers
    subjects: tuple[str, ...]
    abbreviation: str | None
    people: str
    works: tuple[str, ...]
    checks: tuple[str, ...]
    fields: tuple[str, ...]
    groups: tuple[str, ...]
    outputs: tuple[str, ...]
    themes: tuple[str, ...] = ()
    campaign: str | None = None
    feast: tuple[str, str] | None = None


TOPICS = (
    Topic(
        "cải cách hành chính", ("state", "commune", "ministry"),
        ("Cải cách hành chính năm {year}{area}", "Thực hiện công tác cải cách hành chính{area} năm {year}"),
        "CCHC", "cán bộ, công chức, viên chức",
        ("Rà soát, cắt giảm thời gian giải quyết thủ tục hành chính",
         "Công khai bộ thủ tục hành chính trên Cổng dịch vụ công",
         "Tập huấn nghiệp vụ tiếp nhận hồ sơ cho công chức một cửa",
         "Khảo sát mức độ hài lòng của người dân, doanh nghiệp",
         "Số hóa kết quả giải quyết thủ tục hành chính", "Xây dựng mô hình “Chính quyền thân thiện”",
         "Hoàn thiện quy chế làm việc của cơ quan", "Viết tin, bài tuyên truyền gương điển hình trong giải quyết hồ sơ",
         "Nâng cấp trụ sở tiếp công dân và trang thiết bị một cửa",
         "Sắp xếp lại vị trí việc làm theo đề án được duyệt"),
        ("Kiểm tra việc tiếp nhận và trả kết quả hồ sơ", "Theo dõi, đôn đốc việc giải quyết hồ sơ trễ hạn"),
        ("Cải cách thể chế", "Cải cách thủ tục hành chính", "Cải cách tổ chức bộ máy", "Cải cách tài chính công"),
        ("CẢI CÁCH THỂ CHẾ", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", "CẢI CÁCH CHẾ ĐỘ CÔNG VỤ"),
        ("Quyết định ban hành", "Báo cáo kết quả", "Danh mục thủ tục", "Quy chế", "Mô hình được ra mắt"),
    ),
    Topic(
        "chuyển đổi số", ("state", "commune", "school"),
        ("Chuyển đổi số năm {year}{area}", "Triển khai các nhiệm vụ chuyển đổi số{area} năm {year}"),
        "CĐS", "cán bộ, công chức và người dân",
        ("Cấp chữ ký số cho người dân có nhu cầu", "Lắp đặt điểm truy cập Internet miễn phí tại nhà văn hóa",
         "Tập huấn kỹ năng số cơ bản cho người lớn tuổi", "Kết nối cơ sở dữ liệu dùng chung với nền tảng quốc gia",
         "Xây dựng chuyên mục hỏi đáp về dịch vụ trực tuyến",
         "Hỗ trợ hộ kinh doanh đưa sản phẩm lên sàn thương mại điện tử",
         "Thay thế thiết bị mạng không bảo đảm an toàn thông tin", "Ra mắt trang thông tin điện tử phiên bản mới",
         "Tổ chức cuộc thi thiết kế áp phích cổ động", "Hướng dẫn thanh toán không dùng tiền mặt tại chợ"),
        ("Kiểm tra việc bảo đảm an toàn hệ thống thông tin", "Theo dõi, đôn đốc tiến độ các dự án công nghệ"),
        ("Phát triển hạ tầng số", "Phát triển chính quyền số", "Phát triển xã hội số", "An toàn thông tin mạng"),
        ("HẠ TẦNG SỐ", "CHÍNH QUYỀN SỐ", "KINH TẾ SỐ, XÃ HỘI SỐ"),
        ("Hệ thống vận hành", "Lớp tập huấn", "Báo cáo kết quả", "Chuyên mục được đăng tải", "Biên bản nghiệm thu"),
        ("Chung tay xây dựng công dân số", "Dữ liệu mở lối, người dân hưởng lợi"),
    ),
    Topic(
        "phòng cháy, chữa cháy", ("state", "commune"),
        ("Thực hiện công tác phòng cháy, chữa cháy năm {year}{area}",
         "Phòng cháy, chữa cháy và cứu nạn, cứu hộ{area} năm {year}"),
        "PCCC", "cán bộ và Nhân dân",
        ("Diễn tập phương án chữa cháy tại chợ trung tâm", "Củng cố đội dân phòng ở thôn, tổ dân phố",
         "Vận động mỗi gia đình trang bị bình chữa cháy xách tay", "Lắp đặt trụ nước chữa cháy ở khu dân cư đông người",
         "Tổ chức hội thao nghiệp vụ chữa cháy", "Phát tờ rơi hướng dẫn kỹ năng thoát nạn",
         "Mở lớp bồi dưỡng kiến thức cho chủ cơ sở kinh doanh", "Mua sắm máy bơm và vòi chữa cháy lưu động",
         "Xây dựng phóng sự về kỹ năng thoát hiểm trong nhà ống", "Ký cam kết an toàn với hộ kinh doanh xăng dầu"),
        ("Kiểm tra an toàn tại các cơ sở có nguy cơ cháy cao", "Theo dõi, đôn đốc việc khắc phục tồn tại sau kiểm tra"),
        ("Công tác tuyên truyền", "Công tác phòng ngừa", "Công tác chữa cháy", "Bảo đảm phương tiện"),
        ("TUYÊN TRUYỀN", "PHÒNG NGỪA, CHỮA CHÁY", "BẢO ĐẢM PHƯƠNG TIỆN"),
        ("Phương án diễn tập", "Báo cáo kết quả", "Biên bản cam kết", "Tờ rơi", "Phóng sự"),
        feast=("Ngày toàn dân phòng cháy và chữa cháy", "10-04"),
    ),
    Topic(
        "an toàn thực phẩm", ("state", "commune", "women"),
        ("Bảo đảm an toàn thực phẩm năm {year}{area}",
         "Triển khai Tháng hành động vì an toàn thực phẩm năm {year}{area}"),
        "ATTP", "người sản xuất, kinh doanh và người tiêu dùng",
        ("Treo băng rôn hưởng ứng tại các trục đường chính", "Tập huấn kiến thức cho chủ bếp ăn tập thể",
         "Xây dựng chuỗi cung ứng rau an toàn", "Lấy mẫu thực phẩm để kiểm nghiệm nhanh",
         "Công bố danh sách cơ sở đạt chuẩn",
         "Vận động tiểu thương ký cam kết không dùng phụ gia cấm", "Tổ chức phiên chợ nông sản sạch",
         "In cẩm nang lựa chọn thực phẩm cho bà nội trợ", "Phát thanh bản tin về phòng ngộ độc thực phẩm",
         "Cấp đổi giấy chứng nhận cơ sở đủ điều kiện"),
        ("Kiểm tra liên ngành các cơ sở chế biến", "Giám sát bếp ăn bán trú và quán ăn đường phố"),
        ("Thông tin, truyền thông", "Quản lý cơ sở sản xuất", "Phòng ngừa ngộ độc thực phẩm", "Xây dựng mô hình điểm"),
        ("TRUYỀN THÔNG", "QUẢN LÝ CƠ SỞ", "XÂY DỰNG MÔ HÌNH"),
        ("Băng rôn, khẩu hiệu", "Kết quả kiểm nghiệm", "Báo cáo kết quả", "Giấy cam kết", "Cẩm nang"),
        ("Nói không với thực phẩm bẩn", "Bữa cơm an toàn, gia đình hạnh phúc"),
    ),
    Topic(
        "Tháng Công nhân", ("union", "unit-union"),
        ("Tổ chức Tháng Công nhân năm {year}", "Tổ chức các hoạt động Tháng Công nhân năm {year}"),
        None, "đoàn viên, người lao động",
        ("Tổ chức Lễ phát động Tháng Công nhân", "Thăm, tặng quà công nhân bị tai nạn lao động",
         "Khám sức khỏe miễn phí cho nữ công nhân", "Trao nhà “Mái ấm Công đoàn” cho đoàn viên nghèo",
         "Tổ chức bữa cơm ca cho công nhân làm đêm", "Đối thoại với người lao động về tiền lương, nhà ở",
         "Thi tìm hiểu pháp luật lao động trên mạng", "Tổ chức giải bóng chuyền công nhân",
         "Tuyên dương công nhân giỏi, có sáng kiến", "Giới thiệu đoàn viên ưu tú cho Đảng bồi dưỡng",
         "Ra mắt tủ sách tại khu nhà trọ công nhân"),
        ("Giám sát việc thực hiện chế độ bữa ăn giữa ca", "Theo dõi, đôn đốc công tác phát triển đoàn viên"),
        ("Công tác tuyên truyền", "Chăm lo đời sống đoàn viên", "Phong trào thi đua", "Phát triển đoàn viên"),
        ("TUYÊN TRUYỀN, GIÁO DỤC", "CHĂM LO ĐOÀN VIÊN", "VĂN HÓA, THỂ THAO"),
        ("Chương trình buổi lễ", "Báo cáo kết quả", "Danh sách tặng quà", "Nhà được bàn giao"),
        ("Công nhân đoàn kết, doanh nghiệp vươn xa", "Mỗi sáng kiến một niềm vui",
         "Việc làm bền vững - Cuộc sống ấm no"),
        "Tháng Công nhân", ("Ngày Quốc tế Lao động", "05-01"),
    ),
    Topic(
        "an toàn, vệ sinh lao động", ("union", "state", "unit-union"),
        ("Tổ chức các hoạt động hưởng ứng Tháng hành động về an toàn, vệ sinh lao động năm {year}",
         "Thực hiện công tác an toàn, vệ sinh lao động năm {year}"),
        "ATVSLĐ", "người lao động và người sử dụng lao động",
        ("Tổ chức Lễ phát động Tháng hành động", "Huấn luyện an toàn vệ sinh viên ở phân xưởng",
         "Thăm gia đình nạn nhân tai nạn lao động", "Đo kiểm môi trường làm việc tại nơi độc hại",
         "Sửa chữa hệ thống thông gió nhà xưởng", "Thi thợ giỏi gắn với thao tác an toàn",
         "Phát động viết sáng kiến cải thiện điều kiện làm việc", "In sổ tay nhận biết yếu tố nguy hiểm",
         "Mở tuần lễ dọn dẹp nhà xưởng sạch, đẹp", "Khám phát hiện bệnh nghề nghiệp cho thợ hàn"),
        ("Kiểm tra thiết bị có yêu cầu nghiêm ngặt về an toàn", "Theo dõi, đôn đốc việc tự kiểm tra ở cơ sở"),
        ("Thông tin, huấn luyện", "Cải thiện điều kiện làm việc", "Chăm sóc sức khỏe", "Thi đua"),
        ("HUẤN LUYỆN, TRUYỀN THÔNG", "CẢI THIỆN ĐIỀU KIỆN", "CHĂM SÓC SỨC KHỎE"),
        ("Tài liệu huấn luyện", "Kết quả đo kiểm", "Báo cáo kết quả", "Sổ tay"),
        ("Chủ động phòng ngừa, an tâm lao động", "Nhận diện rủi ro - Giữ gìn sức khỏe"),
        "Tháng hành động về an toàn, vệ sinh lao động",
    ),
    Topic(
        "Tháng Thanh niên", ("youth",),
        ("Tổ chức Tháng Thanh niên năm {year}", "Triển khai các hoạt động Tháng Thanh niên năm {year}"),
        None, "đoàn viên, thanh niên",
        ("Ra quân dọn vệ sinh kênh, rạch, ao hồ", "Thắp sáng đường quê bằng đèn năng lượng mặt trời",
         "Hiến máu tình nguyện đợt đầu xuân", "Trồng hàng cây thanh niên dọc tuyến đường mới",
         "Tư vấn hướng nghiệp cho học sinh cuối cấp", "Trao học bổng cho thiếu nhi vượt khó",
         "Tổ chức diễn đàn thanh niên khởi nghiệp", "Ra mắt đội hình hỗ trợ dịch vụ công trực tuyến",
         "Thăm Mẹ Việt Nam Anh hùng và gia đình chính sách", "Gặp mặt cán bộ Đoàn các thời kỳ"),
        ("Kiểm tra công tác phát triển đoàn viên mới", "Giám sát việc thực hiện chương trình rèn luyện đoàn viên"),
        ("Thanh niên tình nguyện", "Đồng hành với thanh niên", "Xây dựng Đoàn", "Công tác thiếu nhi"),
        ("TÌNH NGUYỆN VÌ CỘNG ĐỒNG", "ĐỒNG HÀNH VỚI THANH NIÊN", "XÂY DỰNG ĐOÀN"),
        ("Công trình thanh niên", "Báo cáo kết quả", "Đội hình ra mắt", "Hình ảnh, tin bài"),
        ("Tuổi trẻ quê hương xung kích, sáng tạo", "Thanh niên số - Khát vọng mới"),
        "Tháng Thanh niên", ("Ngày thành lập Đoàn", "03-26"),
    ),
    Topic(
        "bình đẳng giới", ("women", "state"),
        ("Thực hiện công tác bình đẳng giới năm {year}{area}",
         "Triển khai các hoạt động vì bình đẳng giới{area} năm {year}"),
        "BĐG", "hội viên, phụ nữ",
        ("Truyền thông phòng ngừa bạo lực trên cơ sở giới", "Duy trì địa chỉ tin cậy ở cộng đồng",
         "Tổ chức tọa đàm “Nam giới chia sẻ việc nhà”", "Tập huấn kỹ năng lãnh đạo cho nữ cán bộ trẻ",
         "Hỗ trợ phụ nữ khởi nghiệp từ sản phẩm địa phương", "Hội thi kể chuyện về người mẹ thời nay",
         "Tư vấn pháp luật hôn nhân và gia đình", "Trao sinh kế cho phụ nữ đơn thân",
         "Biểu dương gia đình hạnh phúc tiêu biểu", "Ra mắt câu lạc bộ người cha trách nhiệm"),
        ("Giám sát việc thực hiện chính sách lao động nữ", "Theo dõi, đôn đốc hoạt động của các câu lạc bộ"),
        ("Truyền thông nâng cao nhận thức", "Nâng cao năng lực phụ nữ", "Phòng ngừa bạo lực", "Hỗ trợ sinh kế"),
        ("TRUYỀN THÔNG", "NÂNG CAO NĂNG LỰC", "HỖ TRỢ SINH KẾ"),
        ("Tài liệu truyền thông", "Báo cáo kết quả", "Câu lạc bộ ra mắt", "Danh sách hỗ trợ"),
        ("Yêu thương bắt đầu từ sẻ chia", "Phụ nữ tự tin - Gia đình hạnh phúc"),
        None, ("Ngày Phụ nữ Việt Nam", "10-20"),
    ),
    Topic(
        "kiểm tra, giám sát của Đảng", ("party",),
        ("Công tác kiểm tra, giám sát năm {year}", "Học tập chuyên đề về xây dựng Đảng năm {year}"),
        None, "cán bộ, đảng viên",
        ("Quán triệt chuyên đề năm tới toàn thể đảng viên", "Xây dựng đề cương gợi ý sinh hoạt chuyên đề",
         "Biên soạn tài liệu hỏi đáp về công tác xây dựng Đảng", "Viết bài giới thiệu chi bộ kiểu mẫu",
         "Tổ chức hội thi cán bộ tuyên giáo giỏi", "Bồi dưỡng nghiệp vụ cho cấp ủy viên mới",
         "Bổ sung quy chế làm việc của cấp ủy", "Lựa chọn mô hình học và làm theo Bác để nhân rộng",
         "Rà soát hồ sơ đảng viên chuyển sinh hoạt"),
        ("Kiểm tra việc chấp hành quy chế làm việc", "Giám sát việc thực hiện trách nhiệm nêu gương"),
        ("Công tác tuyên truyền", "Nội dung kiểm tra", "Nội dung giám sát", "Bồi dưỡng nghiệp vụ"),
        ("TUYÊN TRUYỀN, QUÁN TRIỆT", "BỒI DƯỠNG NGHIỆP VỤ", "XÂY DỰNG MÔ HÌNH"),
        ("Tài liệu", "Báo cáo kết quả", "Đề cương", "Quy chế bổ sung"),
    ),
    Topic(
        "văn hóa đọc", ("school", "commune", "youth"),
        ("Tổ chức Ngày Sách và Văn hóa đọc năm {year}", "Phát triển văn hóa đọc{area} năm {year}"),
        "VHĐ", "học sinh và phụ huynh",
        ("Trưng bày, giới thiệu sách mới tại thư viện", "Thi vẽ tranh theo sách dành cho học sinh",
         "Giao lưu với nhà văn viết cho thiếu nhi", "Quyên góp sách cũ cho điểm trường xa",
         "Tổ chức hội thi kể chuyện theo sách", "Sắp xếp lại kho sách và góc đọc ngoài trời",
         "Phát động phong trào đọc cùng con", "Trao giải cây bút nhỏ của trường",
         "Xây dựng tủ sách lớp học thân thiện", "Mở chuyên mục điểm sách trên bản tin"),
        ("Kiểm tra hoạt động của thư viện", "Theo dõi, đôn đốc việc mượn, trả sách"),
        ("Trưng bày, giới thiệu sách", "Các cuộc thi", "Xây dựng tủ sách", "Giao lưu, tọa đàm"),
        ("TRƯNG BÀY, GIỚI THIỆU", "HỘI THI, GIAO LƯU", "XÂY DỰNG TỦ SÁCH"),
        ("Tủ sách", "Tranh dự thi", "Báo cáo kết quả", "Bản tin"),
        ("Mỗi trang sách một chân trời", "Đọc để lớn khôn"), None, ("Ngày Sách và Văn hóa đọc Việt Nam", "04-21"),
    ),
)  # fmt: skip

PURPOSES = (
    "Nâng cao nhận thức, trách nhiệm của {people} đối với {noun}.",
    "Tạo chuyển biến rõ nét, thực chất trong công tác {noun}.",
    "Phát huy tinh thần chủ động, sáng tạo của {people} trong thực hiện {noun}.",
    "Cụ thể hóa các nội dung chỉ đạo của cấp trên về {noun}, phù hợp với điều kiện thực tế.",
    "Biểu dương những cách làm hay, nhân rộng gương người tốt, việc tốt.",
    "Khắc phục những hạn chế đã được chỉ ra qua sơ kết công tác {noun}.",
)
REQUIREMENTS = (
    "Hoạt động bảo đảm thiết thực, tiết kiệm, tránh phô trương, hình thức.",
    "Nội dung rõ ràng, dễ hiểu, sát với nhu cầu của {people}.",
    "Việc thực hiện {noun} gắn với nhiệm vụ chính trị của địa phương.",
    "Phân công rõ người, rõ việc, rõ thời gian và rõ kết quả.",
    "Thông tin đầy đủ, kịp thời, đúng thực chất kết quả đạt được.",
    "Lồng ghép với các phong trào thi đua đang triển khai để tránh trùng lắp.",
)
BUDGET = (
    "Sử dụng nguồn ngân sách được giao và nguồn vận động hợp pháp khác.",
    "Trích từ nguồn chi thường xuyên theo phân cấp hiện hành; khuyến khích xã hội hóa.",
    "Thực hiện theo quy định của Luật Ngân sách nhà nước và các văn bản hướng dẫn.",
)
CLOSINGS = (
    "Trên đây là Kế hoạch {lower}, đề nghị các cơ quan, đơn vị nghiêm túc triển khai thực hiện./.",
    "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về {office} để được xem xét, giải quyết./.",
    "Trên đây là Kế hoạch {lower}./.",
    "Kế hoạch này được phổ biến rộng rãi để mọi người cùng biết và tham gia./.",
)
PEOPLE = (
    "Nguyễn Văn Thuận", "Trần Thị Bích Ngọc", "Lê Hoàng Nam", "Phạm Minh Đức", "Huỳnh Thị Kim Phụng", "Võ Quốc Bảo",
    "Đặng Thị Thu Hằng", "Bùi Đình Khôi", "Đỗ Xuân Trường", "Hồ Thị Mỹ Duyên", "Ngô Gia Tường", "Dương Chí Công",
    "Lý Thị Ánh Tuyết", "Vũ Ngọc Hải", "Mai Thanh Tùng", "Cao Thị Lan Anh", "Tạ Quang Huy", "Lò Văn Pành",
    "H'Loan Niê", "Thạch Sa Rây",
)  # fmt: skip
# Words of an aim, with their operator and value: {n} is a whole number, {p} a share, {noun} the subject.
AIMS = (
    ("{p}% hồ sơ công việc được xử lý trên môi trường mạng.", "=", "p"),
    ("Ít nhất {p}% {people} được phổ biến nội dung Kế hoạch.", ">=", "p"),
    ("Tối thiểu {n} mô hình hay được nhân rộng.", ">=", "n"),
    ("Tỷ lệ hài lòng đạt từ {p}% trở lên.", ">=", "p"),
    ("Phấn đấu trên {p}% hộ gia đình tham gia hưởng ứng.", ">", "p"),
    ("Không quá {s}% công việc chậm tiến độ.", "<=", "s"),
    ("Xây dựng mới ít nhất {n} tuyến đường tự quản.", ">=", "n"),
    ("Tỷ lệ sai sót trong báo cáo dưới {s}%.", "<", "s"),
)
