package dev.notifier.batchfiles.look;

import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.FileQuestion;
import dev.notifier.batchfiles.HeaderNames;
import dev.notifier.batchfiles.QuestionKind;
import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.look.FileLook.Header;
import dev.notifier.batchfiles.rows.FileContent;
import dev.notifier.batchfiles.rows.FileKind;
import dev.notifier.batchfiles.rows.FileLayout;
import dev.notifier.batchfiles.rows.TextEncoding;
import dev.notifier.batchfiles.text.JsonLine;
import dev.notifier.batchfiles.text.SeparatorLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The look at a text file. */
final class TextLook {
  private static final char NO_DELIMITER = '\0';

  private final FileContent content;
  private final boolean gzip;
  private final byte[] head;
  private final FileSettings settings;
  private final Set<String> known;
  private final List<FileQuestion> questions = new ArrayList<>();

  TextLook(
      FileContent content, boolean gzip, byte[] head, FileSettings settings, Set<String> known) {
    this.content = content;
    this.gzip = gzip;
    this.head = head;
    this.settings = settings;
    this.known = known;
  }

  LookResult look(@Nullable FileKind declared) throws IOException {
    EncodingGuess guess = EncodingGuess.of(head, settings.encoding());
    TextEncoding encoding = guess.encoding();
    if (encoding == null) {
      UnreadableKind kind = guess.refused();
      return FileLooks.refused(kind == null ? UnreadableKind.UNKNOWN_ENCODING : kind);
    }
    if (guess.text().isBlank()) {
      return FileLooks.refused(UnreadableKind.EMPTY_FILE);
    }
    FileKind kind = KindGuess.textKind(guess.text(), declared);
    if (kind == FileKind.NDJSON) {
      return ndjson(encoding, guess.text());
    }
    char delimiter = delimiter(kind, guess.text());
    FileLayout layout = new FileLayout(kind, gzip, encoding, delimiter, "", 0);
    HeadRows rows = HeadRows.read(content, layout, settings, known);
    if (!guess.certain()) {
      questions.addFirst(
          new FileQuestion(QuestionKind.ENCODING, "", List.of(encoding.code()), rows.texts()));
    }
    return rows.look(List.of(), questions);
  }

  private char delimiter(FileKind kind, String text) {
    Character set = settings.delimiter();
    Character named = SeparatorLine.delimiter(text);
    if (set != null || named != null) {
      return set != null ? set : named == null ? ',' : named;
    }
    boolean whole = head.length < FileLimits.HEAD_BYTES;
    DelimiterGuess.Guess guess = DelimiterGuess.of(SeparatorLine.without(text), whole);
    if (kind == FileKind.TSV && guess.choices().contains('\t')) {
      return '\t';
    }
    if (!guess.certain()) {
      questions.add(
          new FileQuestion(
              QuestionKind.DELIMITER,
              "",
              guess.choices().stream().map(String::valueOf).toList(),
              text.lines()
                  .filter(line -> !line.isBlank())
                  .limit(FileQuestion.MAX_SAMPLES)
                  .toList()));
    }
    return guess.best();
  }

  private LookResult ndjson(TextEncoding encoding, String text) throws IOException {
    Set<String> keys = new LinkedHashSet<>();
    text.lines().limit(FileLimits.SURVEY_ROWS).forEach(line -> JsonLine.addKeys(line, keys));
    if (keys.size() > FileLimits.MAX_COLUMNS) {
      return FileLooks.refused(UnreadableKind.TOO_MANY_COLUMNS);
    }
    List<Header> headers = new ArrayList<>();
    keys.stream()
        .filter(HeaderNames::isStorable)
        .forEach(key -> headers.add(new Header(headers.size(), key)));
    FileLayout layout = new FileLayout(FileKind.NDJSON, gzip, encoding, NO_DELIMITER, "", 0);
    return HeadRows.ofKeys(content, layout, headers).look(List.of(), questions);
  }
}
