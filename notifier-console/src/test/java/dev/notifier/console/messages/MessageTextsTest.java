package dev.notifier.console.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.text.Language;
import dev.notifier.console.text.Texts;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** There are words for everything that a message can have. */
class MessageTextsTest {
  private static final Set<String> KEYS = Texts.load().of(Language.VIETNAMESE).keySet();
  private static final Path DESCRIPTION =
      Path.of("../notifier-api/src/main/resources/openapi.yaml");
  private static final Path CODES = Path.of("../docs/submission.md");

  private static Set<String> keys(String group) {
    String prefix = "messages." + group + ".";
    return KEYS.stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyStateHasWordsAndSaysWhatIsNext() {
    assertThat(keys("state")).isEqualTo(names(NotificationState.values()));
    assertThat(keys("next")).isEqualTo(names(NotificationState.values()));
  }

  @Test
  void everyReasonHasWords() {
    assertThat(keys("reason")).isEqualTo(names(FailureReason.values()));
    assertThat(keys("short")).isEqualTo(names(FailureReason.values()));
    assertThat(keys("owner")).isEqualTo(names(FailureReason.Owner.values()));
  }

  @Test
  void everyCategoryHasWords() {
    assertThat(keys("category")).isEqualTo(names(Category.values()));
  }

  @Test
  void everyWaitNoteAndEncodingHasWords() throws IOException {
    String description = Files.readString(DESCRIPTION);

    assertThat(keys("waiting")).isEqualTo(list(description, "enum: \\[(send-after[^]]*)]"));
    assertThat(keys("note")).isEqualTo(list(description, "enum: \\[(OTHER_BODY[^]]*)]"));
    assertThat(keys("encoding"))
        .isEqualTo(list(description, "encoding: \\{ enum: \\[(GSM7[^]]*)]"));
  }

  @Test
  void everyCodeOfCarriersHasWords() throws IOException {
    Set<String> codes = new TreeSet<>();
    Matcher found =
        Pattern.compile("(?m)^\\| `(0x[0-9A-F]+)` \\| ESME_").matcher(Files.readString(CODES));
    while (found.find()) {
      codes.add(found.group(1));
    }

    assertThat(codes).isNotEmpty();
    assertThat(keys("smpp")).isEqualTo(codes);
  }

  private static Set<String> list(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).isTrue();
    return new TreeSet<>(Set.of(found.group(1).split(", ")));
  }
}
