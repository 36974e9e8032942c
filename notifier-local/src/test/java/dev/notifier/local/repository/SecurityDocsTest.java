package dev.notifier.local.repository;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tables of docs/security.md. */
class SecurityDocsTest {
  private static final String ASVS_ID = "V\\d{1,2}\\.\\d{1,2}\\.\\d{1,2}";
  private static final String API_ID = "API\\d{1,2}:2023";
  private static final Pattern TEST = Pattern.compile("`([A-Za-z0-9]+)`");
  private static final Set<String> STATUSES = Set.of("met", "not met", "open");

  /** What was only read, because no test checks it. */
  private static final String REVIEW = "review";

  private static final String NO_TEST = "–";

  private static String page = "";

  /** A row of a requirement or a risk. */
  private record Row(String id, String level, String status, String how, String tests) {}

  @BeforeAll
  static void read() throws IOException {
    page = Files.readString(Repository.ROOT.resolve(Path.of("docs", "security.md")));
  }

  @Test
  void eachRequirementOfLevelsOneAndTwoIsThereOnce() throws IOException {
    Map<String, String> expected = requirements();
    List<String> ids = new ArrayList<>(notApplicable());
    for (Row row : asvs()) {
      ids.add(row.id());
      assertThat(row.level()).as("level of %s", row.id()).isEqualTo(expected.get(row.id()));
    }
    assertThat(ids).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected.keySet());
  }

  @Test
  void allTenRisksOfApisAreThere() {
    assertThat(risks().stream().map(Row::id))
        .containsExactly(
            "API1:2023",
            "API2:2023",
            "API3:2023",
            "API4:2023",
            "API5:2023",
            "API6:2023",
            "API7:2023",
            "API8:2023",
            "API9:2023",
            "API10:2023");
  }

  /** A row that the patterns of this test do not read would not be checked. */
  @Test
  void everyRowHasAWellFormedId() {
    List<String> first =
        Pattern.compile("(?m)^\\| ((?:V|API)\\d[^|]*) \\|")
            .matcher(page)
            .results()
            .map(row -> row.group(1))
            .toList();

    assertThat(first)
        .hasSize(asvs().size() + risks().size() + reasons().size())
        .allMatch(ids -> ids.matches(ASVS_ID + "(, " + ASVS_ID + ")*|" + API_ID));
  }

  @Test
  void everyRowHasAStatusAndWhatItRestsOn() throws IOException {
    Set<String> tests = tests();
    for (Row row : rows()) {
      assertThat(STATUSES).as("status of %s", row.id()).contains(row.status());
      assertThat(row.how()).as("how %s is met", row.id()).isNotBlank();
      if (!row.status().equals("met")) {
        assertThat(row.tests()).as("tests of %s", row.id()).isEqualTo(NO_TEST);
      } else if (!row.tests().equals(REVIEW)) {
        List<String> named = TEST.matcher(row.tests()).results().map(it -> it.group(1)).toList();
        assertThat(named).as("tests of %s", row.id()).isNotEmpty().isSubsetOf(tests);
      }
    }
  }

  @Test
  void theSummaryCountsTheRows() {
    assertThat(page)
        .contains(summary("ASVS", asvs(), notApplicable().size()))
        .contains(summary("API Top 10", risks(), 0));
  }

  private static String summary(String name, List<Row> rows, int notApplicable) {
    return "| %s | %d | %d | %d | %d |"
        .formatted(
            name, count(rows, "met"), count(rows, "not met"), count(rows, "open"), notApplicable);
  }

  private static long count(List<Row> rows, String status) {
    return rows.stream().filter(row -> row.status().equals(status)).count();
  }

  private static List<Row> rows() {
    return Stream.concat(asvs().stream(), risks().stream()).toList();
  }

  private static List<Row> asvs() {
    return Pattern.compile(row(ASVS_ID, 5))
        .matcher(page)
        .results()
        .map(it -> new Row(it.group(1), it.group(2), it.group(4), it.group(5), it.group(6)))
        .toList();
  }

  private static List<Row> risks() {
    return Pattern.compile(row(API_ID, 4))
        .matcher(page)
        .results()
        .map(it -> new Row(it.group(1), "", it.group(3), it.group(4), it.group(5)))
        .toList();
  }

  private static List<String> notApplicable() {
    return reasons().stream()
        .flatMap(row -> Pattern.compile(", ").splitAsStream(row.group(1)))
        .toList();
  }

  private static List<MatchResult> reasons() {
    return Pattern.compile(row(ASVS_ID + "(?:, " + ASVS_ID + ")*", 1))
        .matcher(page)
        .results()
        .toList();
  }

  private static String row(String id, int otherCells) {
    return "(?m)^\\| (" + id + ") \\|" + " ([^|\\n]+) \\|".repeat(otherCells) + "$";
  }

  private static Map<String, String> requirements() throws IOException {
    try (InputStream in = SecurityDocsTest.class.getResourceAsStream("asvs-5.0.0.txt")) {
      Map<String, String> levels = new TreeMap<>();
      new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", 2))
          .forEach(parts -> levels.put(parts[0], parts[1]));
      assertThat(levels).as("requirements of the standard").hasSize(253);
      return levels;
    }
  }

  private static Set<String> tests() throws IOException {
    Set<String> names = new HashSet<>();
    for (Path source : Repository.sources("test")) {
      names.add(String.valueOf(source.getFileName()).replaceFirst("\\.java$", ""));
    }
    return names;
  }
}
