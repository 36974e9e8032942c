package dev.notifier.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoFileTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 30);

  private static DemoFile file(String kind) {
    return switch (kind) {
      case "cards" -> DemoFile.cards(DAY, 5_000);
      case "notices" -> DemoFile.notices(DAY);
      default -> DemoFile.monthFirst(DAY);
    };
  }

  /** {@code sound} is the form of a line that can be sent. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "cards; Thẻ BHYT sắp hết hạn 2026-11-30; card.expiring; 5000; 83; 0[0-9]{9},(Bà|Ông),[^,]+,HC401[0-9]{10},28/12/2026,28",
        "notices; Thẻ BHYT mã số mới 2026-11-30; notice.published; 400; 50; 0[35789][0-9]{8},(Bà|Ông),[^,]+,card-codes,[^,]+",
        "month-first; Thẻ BHYT, tệp của huyện 2026-11-30; card.expiring; 120; 2; 0[0-9]{9},(Bà|Ông),[^,]+,HC401[0-9]{10},12/28/2026,28"
      })
  void aFileHasPersonsAndDamagedLines(
      String kind, String name, String type, int lines, int damaged, String sound) {
    DemoFile file = file(kind);
    List<String> rows = file.text().lines().skip(1).toList();

    assertThat(file.name()).isEqualTo(name);
    assertThat(file.type()).isEqualTo(type);
    assertThat(file.text()).startsWith("Số điện thoại,Danh xưng,Họ và tên,");
    assertThat(rows).hasSize(lines);
    assertThat(rows).filteredOn(row -> !row.matches(sound)).hasSize(damaged);
    assertThat(rows)
        .extracting(row -> row.substring(0, 10))
        .filteredOn(phone -> phone.matches("0[35789][0-9]{8}"))
        .doesNotHaveDuplicates();
    assertThat(file).as("made again").isEqualTo(file(kind));
  }
}
