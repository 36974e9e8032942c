package dev.notifier.worker.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextIdentifiersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BHXHVN: Hồ sơ 04486.G/2019/08708 đã có kết quả.          | 04486.G/2019/08708
          BHXHVN: Thẻ HC4010110129425 hết hạn 31/12/2026, xem lại  | HC4010110129425
          Mã số 0110129425: đã đóng 1.200.000đ tháng 10/2026       | 0110129425
          Xem https://baohiem.gov.vn/12345678                      | ''
          Không có gì để xem ở đây, chỉ 1234                       | ''
          """)
  void datesAmountsAndLinksAreNoIdentifiers(String text, String identifiers) {
    assertThat(String.join(" ", TextIdentifiers.of(text))).isEqualTo(identifiers);
  }

  @Test
  void aTextHasAtMostFive() {
    assertThat(TextIdentifiers.of("123456 ".repeat(300))).hasSize(5);
  }
}
