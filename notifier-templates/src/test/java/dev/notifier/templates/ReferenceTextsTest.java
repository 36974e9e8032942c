package dev.notifier.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.SegmentedText;
import dev.notifier.templates.sms.Segmenter;
import dev.notifier.templates.vietnamese.Diacritics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rendered service messages with the counts that an independent tool gives for them. */
class ReferenceTextsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BHXHVN: Cty TNHH May An Phát (TA1234B) đã nộp 128.450.000 đồng ngày 05/11/2026. Cần hỗ trợ liên hệ BHXH TP. Hà Nội, ĐT 1900.9068 | 128 | 1 | 2",
        "BHXHVN kính gửi Cty TNHH May An Phát: Đã đóng tháng 10/2026: 128.450.000 đồng; chuyển sang: -2.541.737 đồng; dự tính phải đóng tháng 11/2026: 131.964.403 đồng. Liên hệ BHXH TP. Hà Nội | 183 | 2 | 3",
        "BHXHVN: Bà Nguyễn Thị Lan (mã xxxxxx9425) đã được Cty May An Phát đóng BHXH, BHYT, BHTN tháng 10/2026. Tổng thời gian đóng BHXH: 9 năm 7 tháng | 142 | 1 | 3",
        "BHXHVN: Ông Phạm Văn An (mã xxxxxx2674) đã đóng BHXH tự nguyện đến 30/11/2026, tổng 1 năm 3 tháng. Để đóng tiếp, mời đóng trước 01/01/2027 | 138 | 1 | 3",
        "BHXHVN: Thẻ BHYT xxxxxx9425 của Bà Lò Thị Mai hết hạn 31/12/2026. Gia hạn trước 31/12/2026 để không gián đoạn quyền lợi. Hỏi: 1900.9068 | 135 | 1 | 3",
        "BHXHVN: Đã nhận hồ sơ 04486.G/2026/08708 (hưởng BHXH một lần) của Ông Trần Văn Nam ngày 02/11/2026. Hẹn trả kết quả: 09/11/2026 tại BHXH cơ sở Mộc Châu | 151 | 1 | 3",
        "BHXHVN: Hồ sơ 04486.G/2026/08708 đã có kết quả ngày 09/11/2026. Ông Trần Văn Nam nhận tại BHXH cơ sở Mộc Châu, mang theo CCCD | 125 | 1 | 2",
        "BHXHVN: Đã chuyển 21.060.000 đồng (chế độ thai sản) vào tài khoản xxxx4821 của Bà Nguyễn Thị Lan ngày 12/11/2026 | 112 | 1 | 2",
        "BHXHVN: Cơ quan BHXH không yêu cầu bấm link, đọc mã OTP, chuyển tiền qua điện thoại. Nghi lừa đảo gọi 1900.9068 | 111 | 1 | 2",
        "Tin nhắn chưa đúng. Tra thẻ: BH THE (mã thẻ). Quá trình đóng: BH QT (mã số). Hồ sơ: BH HS (mã hồ sơ). Gửi 8079. Hỏi: 1900.9068 | 126 | 1 | 2",
        "BHXHVN: Đã dừng tin thông tin chung đến số này. Tin về hồ sơ, thẻ BHYT vẫn gửi. Nhận lại: soạn DK gửi 8079 | 106 | 1 | 2",
      })
  void countsLikeTheReference(
      String text, int units, int strippedSegments, int segmentsWithDiacritics) {
    SegmentedText stripped = (SegmentedText) new Segmenter().segment(Diacritics.strip(text));
    SegmentedText withDiacritics = (SegmentedText) new Segmenter().segment(Diacritics.keep(text));

    assertThat(stripped.encoding()).isEqualTo(Encoding.GSM7);
    assertThat(stripped.units()).isEqualTo(units);
    assertThat(stripped.count()).isEqualTo(strippedSegments);
    assertThat(withDiacritics.encoding()).isEqualTo(Encoding.UCS2);
    assertThat(withDiacritics.units()).isEqualTo(units);
    assertThat(withDiacritics.count()).isEqualTo(segmentsWithDiacritics);
  }
}
