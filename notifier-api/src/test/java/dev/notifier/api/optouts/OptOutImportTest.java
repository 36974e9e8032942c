package dev.notifier.api.optouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.api.imports.ImportDocument;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.optouts.OptOutStatement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptOutImportTest {
  private static final RecipientKey NUMBERS =
      new RecipientKey("sixteen-characters-and-more".getBytes(StandardCharsets.UTF_8));
  private static final StatementReader READER =
      new StatementReader(
          new EvidenceReader(NUMBERS, "son-la", "lan", Instant.parse("2026-12-01T08:00:00Z")),
          "son-la",
          true);
  private static final String LINE = "0391234567,ADVERTISING,list,2026-11-01T00:00:00Z\n";

  private final List<OptOutStatement> recorded = new ArrayList<>();
  private boolean late;

  @Test
  void aLineThatIsTooLongIsReportedAndTheNextOnesAreRead() throws Exception {
    ImportDocument done =
        run("phone,purposes,channel,at\n" + "x".repeat(5_000) + "\n" + LINE + LINE.strip());

    assertThat(done.lines()).isEqualTo(3);
    assertThat(done.errors()).extracting(ImportDocument.LineError::line).containsExactly(2L);
    assertThat(recorded)
        .hasSize(2)
        .allMatch(each -> "+84391234567".equals(each.phone()))
        .allMatch(each -> each.purpose() == OptOutPurpose.ADVERTISING);
  }

  /** Otherwise what the recipient says in the next minutes would be older. */
  @Test
  void aTimeOfAClockThatIsAheadCountsAsNow() throws Exception {
    run(
        "phone,purposes,channel,at\n0391234567,SERVICE,list,2026-12-01T08:04:00Z\n"
            + "0391234567,ADVERTISING,list,2026-12-01T07:59:00Z\n");

    assertThat(recorded)
        .extracting(OptOutStatement::at)
        .containsExactly(
            Instant.parse("2026-12-01T08:00:00Z"), Instant.parse("2026-12-01T07:59:00Z"));
  }

  @Test
  void valuesMayHaveQuotes() throws Exception {
    run(
        "note,at,channel,purposes,phone\r\n"
            + "\"say \"\"no\"\", please\",2026-11-01T00:00:00Z,list,SERVICE|ADVERTISING,\"0391234567\"\r\n");

    assertThat(recorded)
        .hasSize(2)
        .allMatch(each -> "say \"no\", please".equals(each.evidence().note()));
  }

  @Test
  void errorsNameNoValues() throws Exception {
    ImportDocument done =
        run(
            "phone,purposes,channel,at\n0391234567,OTP,list,2026-11-01T00:00:00Z\n"
                + "0391234567,SERVICE,list,never\n12345,SERVICE,list,2026-11-01T00:00:00Z\n,,,");

    assertThat(done.refused()).isEqualTo(4);
    assertThat(done.errors().toString()).doesNotContain("391234567", "12345", "never");
  }

  /** The page before is recorded; the rest is when the import is repeated. */
  @Test
  void anImportEndsWhenItTakesTooLong() {
    late = true;

    assertThatThrownBy(() -> run("phone,purposes,channel,at\n" + LINE.repeat(5_000)))
        .isInstanceOf(ProblemException.class);
    assertThat(recorded).hasSize(1_000);
  }

  @Test
  void aBodyWithoutNamesIsRefused() {
    assertThatThrownBy(() -> run("")).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> run(LINE)).isInstanceOf(ProblemException.class);
  }

  private ImportDocument run(String body) throws IOException {
    return OptOutImport.of(
            READER,
            page -> {
              recorded.addAll(page);
              return page.size();
            },
            () -> late)
        .run(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), true);
  }
}
