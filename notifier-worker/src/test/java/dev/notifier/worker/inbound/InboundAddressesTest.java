package dev.notifier.worker.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.config.replies.RepliesConfig;
import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.address.AnswerText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboundAddressesTest {
  private static InboundAddresses read(String... files) {
    return InboundAddresses.read(
        Stream.of(files).map(file -> new RepliesConfig.Address(file, "hanoi")).toList());
  }

  private static InboundAddresses.Address shipped() {
    return Objects.requireNonNull(read("shipped:8079").find("8079"));
  }

  @Test
  void anAddressIsFoundAsCarriersWriteIt() {
    assertThat(read("shipped:8079").find(" +8079")).isNotNull();
    assertThat(read("shipped:8079").find("8179")).isNull();
    assertThat(shipped().tenant()).isEqualTo("hanoi");
    assertThat(read().find("8079")).isNull();
  }

  @Test
  void allErrorsOfAllFilesAreReported(@TempDir Path folder) throws Exception {
    Path invalid = Files.writeString(folder.resolve("bad.yaml"), "address: \"1\"\nprefix: 7\n");

    assertThatThrownBy(
            () -> read(invalid.toString(), "shipped:1", folder.resolve("none.yaml").toString()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("bad.yaml:")
        .hasMessageContaining("write shipped:8079")
        .hasMessageContaining("none.yaml:1:1: the file cannot be read");
    assertThatThrownBy(() -> read("shipped:8079", "shipped:8079"))
        .hasMessageContaining("another file has the address 8079");
  }

  /** Whatever the text, nothing is left to fill. */
  @Test
  void everyFixedTextIsFilledInEveryLanguage() {
    AddressConfig config = shipped().config();
    Map<String, String> values = Map.of("reply.example", "BH HS 1", "reply.choices", "1: a. 2: b");
    for (AnswerText text : AnswerText.values()) {
      for (String language : List.of("vi", "en")) {
        assertThat(AnswerTexts.of(config, text, language, Instant.EPOCH, values))
            .doesNotContain("{{")
            .hasSizeLessThan(460);
      }
    }
    assertThat(AnswerTexts.filled(config, "a {{ reply.help }} $1 {{ unknown }}", Map.of()))
        .isEqualTo("a BH HD $1 ");
  }
}
