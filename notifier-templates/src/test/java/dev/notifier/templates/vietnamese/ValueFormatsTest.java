package dev.notifier.templates.vietnamese;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueFormatsTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "0, 0",
        "999, 999",
        "1000, 1.000",
        "1234567, 1.234.567",
        "9249473860, 9.249.473.860",
        "-214541737, -214.541.737",
        "0.5, \"0,5\"",
        "1234.567, \"1.234,57\"",
        "1E+7, 10.000.000",
        "2.50, \"2,5\""
      })
  void formatsMoney(BigDecimal amount, String written) {
    assertThat(ValueFormats.money(amount)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 tháng", "7, 7 tháng", "12, 1 năm", "15, 1 năm 3 tháng", "115, 9 năm 7 tháng"})
  void formatsDurations(int months, String written) {
    assertThat(ValueFormats.duration(months)).isEqualTo(written);
  }

  @Test
  void formatsDatesAndMonths() {
    assertThat(ValueFormats.date(LocalDate.of(2019, 6, 3))).isEqualTo("03/06/2019");
    assertThat(ValueFormats.month(YearMonth.of(2019, 5))).isEqualTo("05/2019");
    assertThatThrownBy(() -> ValueFormats.duration(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0110129425, xxxxxx9425",
    "HC4010110129425, xxxxxx9425",
    "001085012345, xxxxxx2345",
    "12345678, xxxxxx5678",
    "1234567, xxxxxx",
    "'', xxxxxx",
  })
  void masksIdentifiers(String identifier, String written) {
    assertThat(ValueFormats.masked(identifier)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "Công ty Trách nhiệm hữu hạn May An Phát, Cty TNHH May An Phát",
    "CÔNG TY TRÁCH NHIỆM HỮU HẠN MAY AN PHÁT, Cty TNHH MAY AN PHÁT",
    "cong  ty trach nhiem huu han May An Phat, Cty TNHH May An Phat",
    "Công ty Cổ phần Thương mại Dịch vụ Sản xuất Xuất nhập khẩu A, Cty CP TM DV SX XNK A",
    "Bảo hiểm xã hội Thành phố Hà Nội, BHXH TP. Hà Nội",
    "Chi nhánh Doanh nghiệp tư nhân Hòa, CN DNTN Hòa",
    "Ủy ban nhân dân xã, UBND xã",
    "Công tyre, Công tyre",
    "Công ty2 Công_ty, Công ty2 Công_ty",
    "'(Công ty), Chi nhánh', '(Cty), CN'",
    "XCông ty 12Công ty, XCông ty 12Công ty",
    "Công ty công ty CÔNG	TY, Cty Cty Cty",
    "Công, Công",
    "Công tỵ A, Công tỵ A",
    "Uỷ ban Nhân dân TP, UBND TP",
    "Công Ty TNHH Một Thành Viên Xuất Nhập Khẩu, Cty TNHH MTV XNK",
  })
  void shortensNames(String name, String written) {
    assertThat(ValueFormats.shortened(name, 5)).isEqualTo(written);
    assertThat(ValueFormats.shortened(name, name.length())).isEqualTo(name);
  }
}
