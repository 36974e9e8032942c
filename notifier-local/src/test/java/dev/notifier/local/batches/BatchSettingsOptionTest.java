package dev.notifier.local.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.local.console.CommandException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchSettingsOptionTest {
  @Test
  void columnsAreOneSetting() throws CommandException {
    assertThat(
            BatchSettingsOption.parse(
                "encoding=windows-1258",
                "headerRow=3",
                "mapping.phone=Số ĐT",
                "mapping.fullName=Tên"))
        .isEqualTo(
            Map.of(
                "encoding",
                "windows-1258",
                "headerRow",
                3,
                "mapping",
                Map.of("phone", "Số ĐT", "fullName", "Tên")));
  }

  @Test
  void aSettingHasAValue() {
    assertThatThrownBy(() -> BatchSettingsOption.parse("encoding"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("NAME=VALUE");
  }
}
