package dev.notifier.console.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found in a text of a template is said in Vietnamese. */
class FindingSentencesTest {
  private static final Texts TEXTS = Texts.load();
  private static final Path SOURCES =
      Path.of("../notifier-templates/src/main/java/dev/notifier/templates");
  private static final Pattern LITERAL = Pattern.compile("(?<!')\"((?:[^\"\\\\\n]|\\\\.)*)\"");

  /** What differs in a sentence. */
  private static final String VALUE = "%[0-9]*[dsX]|\\{\\d}|…";

  /** Two words at least: names of fields and parts such as {@code ": "} are none. */
  private static final Pattern SENTENCE = Pattern.compile(".*[a-z]{2,}[:;,]? [a-z]{2,}.*");

  /** In exceptions, which are bugs. */
  private static final Set<String> OTHERS =
      Set.of(
          "a path is not a constant",
          "shipped template",
          "does not compile:",
          "cannot be read:",
          "is not in the jar",
          "the template has no such variant");

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "an event may lack card.no; add | default: \"…\", or test it with if => sự kiện có thể không"
            + " có card.no; hãy thêm | default: \"…\", hoặc kiểm tra bằng if",
        "date takes a date or a time, but this is a whole number => date nhận một ngày hoặc một thời"
            + " điểm, nhưng đây là một số nguyên",
        "the filter shout does not exist; write short => không có bộ lọc shout; hãy viết short",
        "crad.no does not exist; write card.no => không có crad.no; hãy viết card.no",
        "write ==, !=, <, >, <=, >=, and or or here, not the end => ở đây phải là ==, !=, <, >, <=, >=,"
            + " and hoặc or, không phải chỗ kết thúc",
        "%} without {%; add {% before it => có %} mà không có {%; hãy thêm {% ở trước",
        "remove the character U+0080 (a control character) => hãy xóa ký tự U+0080 (ký tự điều khiển)",
        "the longest sample: the text needs 4 segments; at most 3 are allowed; shorten the text or"
            + " increase maxSegments => với dữ liệu dài nhất: nội dung cần 4 đoạn; chỉ được phép 3; hãy"
            + " rút gọn nội dung hoặc tăng số đoạn cho phép",
        "the data sample, route viettel: write the text without U+1F600, which the carrier of the route"
            + " rejects => với dữ liệu bạn nhập, tuyến viettel: hãy viết nội dung không có ký tự"
            + " U+1F600, vì nhà mạng của tuyến từ chối ký tự này",
        "the typical sample: card.until: write the date as 2026-12-31 => với dữ liệu thường gặp:"
            + " card.until: hãy viết ngày theo dạng 2026-12-31",
        "<br> is sent as written; write a line break or a blank instead => <br> sẽ bị gửi nguyên văn;"
            + " hãy thay bằng dấu xuống dòng hoặc dấu cách",
        "{1} is sent as written; for a value, write {{ … }} with one of the fields cardNo => {1} sẽ bị gửi"
            + " nguyên văn; dữ liệu thì viết {{ … }} với một trong các tên cardNo",
        "data does not exist; write card.no => không có data; hãy viết card.no",
        "[yes or no] is sent as written; write a blank => [yes or no] sẽ bị gửi nguyên văn; hãy viết dấu"
            + " cách",
        "card.until: write the date as 2026-12-31 => card.until: hãy viết ngày theo dạng 2026-12-31",
        "default takes a text or a whole number or a number, but this is a date => default nhận một đoạn"
            + " chữ, một số nguyên hoặc một số, nhưng đây là một ngày",
        "{name} is sent as written; write {{ card.no }} for the value => {name} sẽ bị gửi nguyên văn;"
            + " dữ liệu thì viết {{ card.no }}",
      })
  void isSaidInVietnamese(String english, String vietnamese) {
    assertThat(TEXTS.found(Language.VIETNAMESE, english)).contains(vietnamese);
    assertThat(TEXTS.found(Language.ENGLISH, english)).contains(english);
  }

  @Test
  void otherSentencesAreNotKnown() {
    assertThat(TEXTS.found(Language.VIETNAMESE, "the disk is full")).isEmpty();
    assertThat(TEXTS.said(Language.VIETNAMESE, "write a novel")).isEmpty();
    assertThat(TEXTS.found(Language.VIETNAMESE, "write a novel")).isEmpty();
    assertThat(TEXTS.found(Language.VIETNAMESE, "the disk is full or slow")).isEmpty();
    assertThat(TEXTS.found(Language.VIETNAMESE, "the typical sample: the disk is full")).isEmpty();
  }

  /** Otherwise a new sentence, or one that was changed, would be English from then on. */
  @Test
  void eachSentenceOfTheTemplatesIsKnown() throws IOException {
    List<String> known =
        TEXTS.of(Language.ENGLISH).entrySet().stream()
            .filter(text -> text.getKey().startsWith(Sentences.FINDINGS))
            .map(text -> text.getValue().replaceAll(VALUE, "%"))
            .toList();
    List<String> unknown = new ArrayList<>();
    for (String sentence : sentences()) {
      String part = sentence.strip().replaceAll(VALUE, "%");
      if (known.stream().noneMatch(each -> each.contains(part))) {
        unknown.add(sentence);
      }
    }
    assertThat(unknown).isEmpty();
  }

  /** The literals of the checks; those of several parts are put together. */
  private static List<String> sentences() throws IOException {
    List<String> sentences = new ArrayList<>();
    for (String folder : List.of("lint", "language", "template")) {
      try (Stream<Path> files = Files.walk(SOURCES.resolve(folder))) {
        for (Path file : files.filter(FindingSentencesTest::isChecked).toList()) {
          Matcher literals =
              LITERAL.matcher(
                  Files.readString(file)
                      .replaceAll("(?m)^\\s*(//|\\*|/\\*).*$", "")
                      .replaceAll("\"\\s*\\+\\s*\"", ""));
          while (literals.find()) {
            String literal = literals.group(1).replace("\\\"", "\"");
            if (SENTENCE.matcher(literal).matches() && !OTHERS.contains(literal.strip())) {
              sentences.add(literal);
            }
          }
        }
      }
    }
    assertThat(sentences).hasSizeGreaterThan(80);
    return sentences;
  }

  /** Without those that read files, whose errors the console does not show. */
  private static boolean isChecked(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".java")
        && !List.of("TemplateReader.java", "YamlReader.java").contains(name);
  }
}
