package dev.notifier.replies.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.replies.comparison.TextComparison.Match;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Genuine texts as persons type or copy them, and forged ones that look like genuine ones. */
class TextComparisonTest {
  private static final String SENT =
      "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại"
          + " https://dichvucong.gov.vn/bhyt hoặc gọi 1900 9068 (miễn phí).";

  /** Two segments of UCS-2, of 67 characters each. */
  private static final String FIRST_SEGMENT = SENT.substring(0, 67);

  private static final String SECOND_SEGMENT = SENT.substring(67);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucong.gov.vn/bhyt hoặc gọi 1900 9068 (miễn phí).",
        "BHXHVN: The BHYT cua ong/ba het han ngay 31/12/2026. Gia han tai https://dichvucong.gov.vn/bhyt hoac goi 1900 9068 (mien phi).",
        "bhxhvn: thẻ bhyt của ông/bà hết hạn ngày 31/12/2026. gia hạn tại https://dichvucong.gov.vn/bhyt hoặc gọi 1900 9068 (miễn phí).",
        "BHXHVN: THẺ BHYT CỦA ÔNG/BÀ HẾT HẠN NGÀY 31/12/2026. GIA HẠN TẠI HTTPS://DICHVUCONG.GOV.VN/BHYT HOẶC GỌI 1900 9068 (MIỄN PHÍ).",
        "  BHXHVN:  Thẻ BHYT của ông/bà hết hạn  ngày 31/12/2026.\nGia hạn tại\nhttps://dichvucong.gov.vn/bhyt\nhoặc gọi 1900 9068 (miễn phí). ",
        "BHXHVN Thẻ BHYT của ông bà hết hạn ngày 31 12 2026 Gia hạn tại https://dichvucong.gov.vn/bhyt hoặc gọi 19009068 miễn phí",
        "BHXHVN - Thẻ BHYT của ông/bà hết hạn ngày 31-12-2026; Gia hạn tại: https://dichvucong.gov.vn/bhyt, hoặc gọi 1900.9068 (miễn phí)",
        "“BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucong.gov.vn/bhyt hoặc gọi 1900 9068 (miễn phí).”",
        "BHXHVN: The\u0309 BHYT cu\u0309a o\u0302ng/ba\u0300 he\u0302\u0301t ha\u0323n nga\u0300y 31/12/2026. Gia ha\u0323n ta\u0323i https://dichvucong.gov.vn/bhyt hoa\u0323\u0306c go\u0323i 1900 9068 (mie\u0302\u0303n phi\u0301).",
        "BHXHVN:\u00a0Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026.\u200b Gia hạn tại https://dichvucong.gov.vn/bhyt hoặc gọi 1900\u00a09068 (miễn phí).",
        "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026 . Gia hạn tại ( https://dichvucong.gov.vn/bhyt ) hoặc gọi 1900 9068 ( miễn phí ) !",
        "B H X H V N : Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucong.gov.vn/bhyt hoặc gọi 1900 9068 (miễn phí)...",
        "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại <https://dichvucong.gov.vn/bhyt> hoặc gọi 1900 9068 (miễn phí).",
        "ＢＨＸＨＶＮ: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucong.gov.vn/bhyt hoặc gọi １９００ 9068 (miễn phí)."
      })
  void aGenuineTextIsRecognised(String text) {
    assertThat(new TextComparison(text).with(SENT)).isEqualTo(Match.WHOLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Another link.
        "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucong-gov.vn/bhyt hoặc gọi 1900 9068 (miễn phí).",
        "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvuconggov.vn/bhyt hoặc gọi 1900 9068 (miễn phí).",
        "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucong.gov.vn.bhyt hoặc gọi 1900 9068 (miễn phí).",
        "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucong.gov.vn-bhyt.com hoặc gọi 1900 9068 (miễn phí).",
        "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dich-vucong.gov.vn/bhyt hoặc gọi 1900 9068 (miễn phí).",
        "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại http://dichvucong.gov.vn/bhyt hoặc gọi 1900 9068 (miễn phí).",
        "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucong.gov.vn/bh/yt hoặc gọi 1900 9068 (miễn phí).",
        "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucong.gov.vn@bhyt.vn hoặc gọi 1900 9068 (miễn phí).",
        "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucong.g0v.vn/bhyt hoặc gọi 1900 9068 (miễn phí).",
        // Look-alikes: Cyrillic о, а and е.
        "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucоng.gov.vn/bhyt hoặc gọi 1900 9068 (miễn phí).",
        "BHXHVN: Thẻ BHYT củа ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucong.gov.vn/bhyt hoặc gọi 1900 9068 (miễn phí).",
        "ВHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucong.gov.vn/bhyt hoặc gọi 1900 9068 (miễn phí).",
        // Other numbers.
        "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucong.gov.vn/bhyt hoặc gọi 1900 9086 (miễn phí).",
        "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 30/12/2026. Gia hạn tại https://dichvucong.gov.vn/bhyt hoặc gọi 1900 9068 (miễn phí).",
        "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucong.gov.vn/bhyt hoặc gọi 1900 90681 (miễn phí).",
        // More or less text.
        "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucong.gov.vn/bhyt hoặc gọi 1900 9068 (miễn phí). Chi tiết: bit.ly/bhxh",
        "Khẩn! BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucong.gov.vn/bhyt hoặc gọi 1900 9068 (miễn phí).",
        "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026.",
        "gọi 1900 9068 (miễn phí)",
        "Gia hạn tại https://dichvucong.gov.vn/bhyt",
        "BHXHVN: Thẻ BHYT của ông/bà chưa hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucong.gov.vn/bhyt hoặc gọi 1900 9068 (miễn phí).",
        "BHXHVN: Thẻ ATM của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucong.gov.vn/bhyt hoặc gọi 1900 9068 (miễn phí).",
        "BHXH: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026. Gia hạn tại https://dichvucong.gov.vn/bhyt hoặc gọi 1900 9068 (miễn phí).",
        "Ông/bà trúng thưởng 100 triệu đồng. Nhấn https://bhxh-vn.top để nhận.",
        "...",
        "•••",
        " "
      })
  void aForgedTextIsNot(String text) {
    assertThat(new TextComparison(text).with(SENT)).isEqualTo(Match.NONE);
  }

  @Test
  void wholeSegmentsAreAPart() {
    assertThat(new TextComparison(FIRST_SEGMENT).with(SENT)).isEqualTo(Match.PART);
    assertThat(new TextComparison(SECOND_SEGMENT).with(SENT)).isEqualTo(Match.PART);
    assertThat(new TextComparison(FIRST_SEGMENT.substring(0, 60)).with(SENT)).isEqualTo(Match.NONE);
  }

  @Test
  void aShortSegmentMayBeOfAnyText() {
    String sent = "a".repeat(153) + "b".repeat(10);

    assertThat(new TextComparison("b".repeat(10)).with(sent)).isEqualTo(Match.NONE);
    assertThat(new TextComparison("a".repeat(153)).with(sent)).isEqualTo(Match.PART);
  }
}
