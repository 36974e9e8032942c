package dev.notifier.replies.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.templates.language.schema.ReplyFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressPlaceholdersTest {
  private static final AddressConfig SHIPPED = ShippedAddresses.all().getFirst();

  @Test
  void aSenderIsAnsweredAtTheAddressThatTakesItsReplies() {
    AddressPlaceholders placeholders =
        new AddressPlaceholders(List.of(SHIPPED, other("1414", "[SONLA, BHXHVN]")));

    assertThat(placeholders.of("BHXHVN")).containsEntry("address", "8079");
    assertThat(placeholders.of("SONLA")).containsEntry("address", "1414");
    assertThat(placeholders.of("1414")).as("an answer").containsEntry("address", "1414");
    assertThat(placeholders.of("UNKNOWN")).containsEntry("address", "8079");
    assertThat(placeholders.of(null)).containsEntry("address", "8079");
    assertThat(placeholders.of("BHXHVN"))
        .containsEntry("optOut", "BH TC")
        .containsEntry("optIn", "BH DK")
        .containsEntry("help", "BH HD")
        .containsOnlyKeys(ReplyFields.NAMES);
    assertThat(new AddressPlaceholders(List.of()).of("BHXHVN")).isEmpty();
  }

  @Test
  void everyErrorOfEveryFileIsNamed(@TempDir Path folder) throws IOException {
    Path valid = Files.writeString(folder.resolve("valid.yaml"), file("1414", "[SONLA]"));
    assertThat(ConfiguredAddresses.read(List.of("shipped:8079", valid.toString())))
        .extracting(AddressConfig::address)
        .containsExactly("8079", "1414");

    Path invalid =
        Files.writeString(
            folder.resolve("invalid.yaml"),
            file("1414", "[SONLA]").replace("tariff: paid", "tariff: cheap"));
    String missing = folder.resolve("none.yaml").toString();
    assertThatThrownBy(
            () -> ConfiguredAddresses.read(List.of("shipped:1", invalid.toString(), missing, "\0")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("shipped:1:1:1: no configuration of this address ships")
        .hasMessageContaining("invalid.yaml:7:")
        .hasMessageContaining("tariff: ")
        .hasMessageContaining("none.yaml:1:1: the file cannot be read");
  }

  @Test
  void theShippedRulesServeAnotherAddressToo() {
    AddressConfig practice =
        ConfiguredAddresses.read(List.of("shipped:8079", "shipped:8079/8000")).getLast();
    assertThat(practice.address()).isEqualTo("8000");
    assertThat(practice.rules()).isEqualTo(SHIPPED.rules());
    assertThat(new AddressPlaceholders(List.of(practice, SHIPPED)).of("BHXHVN"))
        .as("no sender's messages are answered there")
        .containsEntry("address", "8079");

    for (String wrong : List.of("8079/", "8079/80", "8079/BHXHVN", "8079/8000/1")) {
      assertThatThrownBy(() -> ConfiguredAddresses.read(List.of("shipped:" + wrong)))
          .hasMessageContaining("behind the slash must be an address of 3 to 15 digits");
    }
    assertThatThrownBy(() -> ConfiguredAddresses.read(List.of("shipped:8079", "shipped:8079/8079")))
        .hasMessageContaining("another file has the address 8079");
  }

  private static AddressConfig other(String address, String senders) {
    return ((AddressResult.Read) AddressFiles.read(file(address, senders))).config();
  }

  private static String file(String address, String senders) {
    return ShippedAddresses.file("8079")
        .replace("address: \"8079\"", "address: \"" + address + "\"")
        .replace("repliesFor: [BHXHVN]", "repliesFor: " + senders);
  }
}
