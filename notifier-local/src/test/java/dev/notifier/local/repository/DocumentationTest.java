package dev.notifier.local.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DocumentationTest {
  private static final String METRIC =
      "notifier\\.(?:events|intake|plan|loop|retry|quarantine|submit|track|partitions|positions|clock|quotas)"
          + "\\.[a-z.]+";
  private static final Pattern METRIC_IN_CODE = Pattern.compile("\"(" + METRIC + ")\"");
  private static final Pattern METRIC_IN_TABLE = Pattern.compile("`(" + METRIC + ")`");

  /** A link to a file, except pictures. */
  private static final Pattern LINK =
      Pattern.compile("(?<!!)\\[[^]]*\\]\\((?!https?:|#)([^)#]+)[^)]*\\)");

  /** The name of a test. */
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT|Contract))`");

  /** A paragraph that starts inside another one, or the rest of a sentence after a full stop. */
  private static final Pattern MERGED_LINES =
      Pattern.compile("([^\\n]+\\n\\*\\*[A-Z][^\\n]*|[^\\n]*\\.\\n[a-z][^\\n]*)");

  @Test
  void theDocumentationListsExactlyTheMetricsOfTheCode() throws IOException {
    SortedSet<String> inCode = new TreeSet<>();
    for (Path source : Repository.sources("main")) {
      // The names of topics begin in the same way.
      if (!source.endsWith("Topics.java")) {
        inCode.addAll(found(METRIC_IN_CODE, source));
      }
    }
    SortedSet<String> listed =
        found(METRIC_IN_TABLE, Repository.ROOT.resolve(Path.of("docs", "operating.md")));

    assertThat(listed).as("metrics in docs/operating.md").isEqualTo(inCode);
  }

  @Test
  void everyLinkPointsToAFile() throws IOException {
    for (Path page : Repository.pages()) {
      for (String link : found(LINK, page)) {
        assertThat(page.resolveSibling(link)).as("%s in %s", link, page).exists();
      }
    }
  }

  @Test
  void noMergeHasBrokenASentence() throws IOException {
    for (Path page : Repository.pages()) {
      assertThat(found(MERGED_LINES, page)).as("lines of %s", page).isEmpty();
    }
  }

  @Test
  void everyTestOfAComplaintExists() throws IOException {
    String page = Files.readString(Repository.ROOT.resolve(Path.of("docs", "console.md")));
    List<String> rows =
        page.lines()
            .dropWhile(line -> !line.equals("## What operators complained about elsewhere"))
            .dropWhile(line -> !line.startsWith("|---"))
            .skip(1)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    Set<String> tests =
        Repository.sources("test").stream()
            .map(source -> source.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toSet());

    assertThat(rows).hasSizeGreaterThan(20);
    for (String row : rows) {
      List<String> named = TEST.matcher(row).results().map(name -> name.group(1)).toList();
      assertThat(named).as(row).isNotEmpty().isSubsetOf(tests);
    }
  }

  private static SortedSet<String> found(Pattern pattern, Path file) {
    try {
      SortedSet<String> found = new TreeSet<>();
      pattern.matcher(Files.readString(file)).results().forEach(hit -> found.add(hit.group(1)));
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
