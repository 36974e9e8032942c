package dev.notifier.console.batches;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.notifier.console.batches.BatchExamples.DRY_RUN;
import static dev.notifier.console.batches.BatchExamples.DRY_RUN_PAGE;
import static dev.notifier.console.batches.BatchExamples.ID;
import static dev.notifier.console.batches.BatchExamples.PAGE;
import static dev.notifier.console.batches.BatchExamples.PATH;
import static dev.notifier.console.batches.BatchExamples.batch;
import static dev.notifier.console.batches.BatchExamples.dryRun;
import static dev.notifier.console.batches.BatchExamples.released;
import static dev.notifier.console.batches.BatchExamples.show;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.notifier.console.browser.PageBrowser.Tab;
import dev.notifier.console.browser.PageBrowser.View;
import dev.notifier.console.browser.PagesContract;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchesPagesIT extends PagesContract {
  private static final String UPLOAD = "batches/new?type=card.expiring";
  private static final View WITHOUT_SCRIPTS = new View("en", false, 1280, false);

  /** Pages of one address differ by the state of the batch. */
  private static final Map<String, Map<String, Object>> STATES =
      Map.of(
          "0193807a-0000-7000-8000-000000000001", batch("PARSING"),
          "0193807a-0000-7000-8000-000000000002",
              batch(
                  "NEEDS_ANSWER",
                  Map.of(
                      "question",
                      Map.of(
                          "kind",
                          "mapping",
                          "subject",
                          "phone",
                          "choices",
                          List.of("Liên hệ", "Di động"),
                          "samples",
                          List.of("0391234567 | 0391234568 | Lò Thị Mai")))),
          "0193807a-0000-7000-8000-000000000003", batch("READY"),
          "0193807a-0000-7000-8000-000000000004", released("RUNNING", Map.of()),
          "0193807a-0000-7000-8000-000000000005", released("PAUSED", BatchExamples.STOPPED));

  @TempDir private Path directory;

  @Override
  protected Map<String, String> pages() {
    return Map.ofEntries(
        Map.entry("batches", "batches"),
        Map.entry("batches/new", "batch-type"),
        Map.entry(UPLOAD, "batch-upload"),
        Map.entry("batches/0193807a-0000-7000-8000-000000000001", "batch-parsing"),
        Map.entry("batches/0193807a-0000-7000-8000-000000000002", "batch-question"),
        Map.entry("batches/0193807a-0000-7000-8000-000000000003", "batch-ready"),
        Map.entry("batches/0193807a-0000-7000-8000-000000000004", "batch-running"),
        Map.entry("batches/0193807a-0000-7000-8000-000000000005", "batch-stopped"),
        Map.entry(DRY_RUN_PAGE, "batch-dry-run"),
        Map.entry("batches/0193807a-0000-7000-8000-000000000004/pace", "batch-pace"),
        Map.entry(PAGE + "/lines", "batch-lines"),
        Map.entry(PAGE + "/faults", "batch-faults"));
  }

  @BeforeEach
  void prepare() {
    STATES.forEach((id, batch) -> console().api().answer("GET", "/v1/batches/" + id, 200, batch));
    console()
        .api()
        .answer(
            "GET",
            "/v1/batches",
            200,
            Map.of("batches", List.copyOf(STATES.values()), "next", "later"));
    show(console().api(), batch("READY"), dryRun());
    console().api().answer("GET", PATH + "/lines", 200, BatchExamples.lines());
    console().api().answer("GET", PATH + "/faults", 200, BatchExamples.faults());
  }

  @Test
  void aBatchGoesFromItsFileToItsEnd() {
    console().api().answer("POST", "/v1/batches", 201, batch("PARSING"));
    show(console().api(), batch("PARSING"));
    try (Tab tab = tab(View.ENGLISH).withOwnClock().open("batches")) {
      Page page = tab.page();
      button(page, "Upload a file").click();
      page.getByLabel("Event type").selectOption("card.expiring");
      button(page, "Next").click();
      page.getByLabel("File", new Page.GetByLabelOptions().setExact(true)).setInputFiles(file());
      assertThat(page.getByLabel("Name of the batch")).hasValue("cards");
      button(page, "Upload").click();

      assertThat(page.getByText("The file has arrived. Its lines are checked now.")).isVisible();
      assertThat(console().api().last("POST", "/v1/batches").body()).hasLineCount(10_001);
      assertThat(page.getByText("Wait: the lines are checked.")).isVisible();

      show(console().api(), batch("READY"), dryRun());
      tab.passMinute();
      assertThat(page.getByText("40 cannot")).isVisible(soon());
      page.waitForDownload(() -> button(page, "Refused lines for Excel").click());
      console().api().answer("POST", PATH + "/dry-run", 202, BatchExamples.running());
      button(page, "Make a dry run").click();

      console().api().answer("POST", PATH + "/release", 200, batch("AWAITING_RELEASE"));
      show(console().api(), batch("AWAITING_RELEASE", Map.of("dryRunId", DRY_RUN)), dryRun());
      assertThat(page.locator(".bubble")).hasCount(2);
      tab.check("dry run");
    }
    theSecondPersonReleases();
  }

  private void theSecondPersonReleases() {
    Map<String, Object> others =
        Map.of("dryRunId", DRY_RUN, "createdBy", "user:minh", "requestedBy", "user:minh");
    show(console().api(), batch("AWAITING_RELEASE", others), dryRun());
    console().api().answer("POST", PATH + "/release", 200, released("RUNNING", Map.of()));
    try (Tab tab = tab(View.ENGLISH).withOwnClock().open(PAGE)) {
      Page page = tab.page();
      button(page, "Look at the dry run").click();
      show(console().api(), released("RUNNING", Map.of()));
      button(page, "Release 198,412 messages").dblclick();
      assertThat(page.getByText("Released. Sending starts, within the hours below.")).isVisible();
      assertThat(console().api().received())
          .filteredOn(sent -> sent.target().endsWith("/release"))
          .hasSize(1);

      show(console().api(), released("PAUSED", BatchExamples.PAUSED_BY_PERSON));
      button(page, "Pause").click();
      assertThat(page.getByText("The batch is paused.")).isVisible();
      page.getByText("Cancel this batch").click();
      assertThat(page.getByText("119,412 were already handed to carriers")).isVisible();

      show(console().api(), released("RUNNING", Map.of()));
      button(page, "Resume").click();
      assertThat(page.getByText("It is being sent.")).isVisible();

      show(console().api(), released("DONE", Map.of("endedAt", "2026-12-01T02:00:00Z")));
      tab.passMinute();
      assertThat(page.getByText("Every line has ended.")).isVisible(soon());
      tab.check("done");
    }
  }

  @Test
  void aPageThatRefreshesItselfIsNoUseOfTheSession() {
    show(console().api(), batch("PARSING"));
    try (Tab tab = tab(View.ENGLISH).withOwnClock().open(PAGE)) {
      Map<String, Object> more = batch("PARSING");
      more.put("lines", Map.of("read", 300_000, "valid", 299_960, "refused", 40));
      show(console().api(), more);
      tab.passMinute();
      assertThat(tab.page().getByText("300,000 lines read")).isVisible(soon());
      assertThat(console().api().last("GET", PATH).headers())
          .containsEntry("Notifier-automatic", "true");
    }
  }

  @Test
  void theFocusStaysWhereItIsWhenThePageRefreshesItself() {
    show(console().api(), released("RUNNING", Map.of()));
    try (Tab tab = tab(View.ENGLISH).withOwnClock().open(PAGE)) {
      Locator link = link(tab.page(), "The recipient opted out.");
      link.focus();
      show(console().api(), released("RUNNING", Map.of("speed", Map.of("linesPerSecond", 296.44))));
      tab.passMinute();
      assertThat(tab.page().getByText("About 296.4 lines a second.")).isVisible(soon());
      assertThat(link).isFocused();
    }
  }

  @Test
  void theSameFileIsSentAgainOnlyWithAReason() {
    console().api().answer("POST", "/v1/batches", 200, batch("READY"));
    try (Tab tab = tab(View.ENGLISH).open(UPLOAD)) {
      Page page = tab.page();
      page.getByLabel("File", new Page.GetByLabelOptions().setExact(true)).setInputFiles(file());
      assertThat(page.getByLabel("Why is the same file")).isHidden();
      button(page, "Upload").press("Enter");

      assertThat(page.getByText("The same file was uploaded before.")).isVisible();
      page.getByLabel("Why is the same file").fill("The first was cancelled");
      console().api().answer("POST", "/v1/batches", 201, batch("PARSING"));
      button(page, "Upload").click();

      assertThat(page).hasURL(Pattern.compile(".*/batches/" + ID + ".*"));
      assertThat(console().api().last("POST", "/v1/batches").target())
          .endsWith("&again=The%20first%20was%20cancelled");
    }
  }

  @Test
  void aLargeFileContinuesAfterABrokenConnection() {
    int arrived = 16 << 20;
    console().api().answer("POST", "/v1/batches", 201, batch("RECEIVING"));
    console().api().answer("GET", PATH, 200, arrived(arrived));
    console().api().answer("PATCH", PATH + "/file", 200, batch("PARSING"));
    AtomicInteger attempts = new AtomicInteger();
    try (Tab tab = tab(View.ENGLISH).withOwnClock().open(UPLOAD)) {
      Page page = tab.page();
      page.route(
          "**/upload?id=*",
          route -> {
            if (route.request().method().equals("PATCH") && attempts.getAndIncrement() == 0) {
              route.abort("connectionreset");
            } else {
              route.resume();
            }
          });
      page.getByLabel("File", new Page.GetByLabelOptions().setExact(true))
          .setInputFiles(empty(arrived + 1000));
      button(page, "Upload").click();
      assertThat(page.getByText("The upload continues by itself")).isVisible(soon());
      tab.passMinute();
      assertThat(page.getByText("The file has arrived. Its lines are checked now."))
          .isVisible(soon());
    }
    assertThat(console().api().last("PATCH", PATH + "/file").body()).hasSize(1000);
  }

  @Test
  void aLargeFileThatIsStoppedIsCancelled() {
    console().api().answer("POST", "/v1/batches", 201, batch("RECEIVING"));
    console().api().answer("GET", PATH, 200, arrived(16 << 20));
    console().api().answer("POST", PATH + "/cancel", 200, batch("CANCELLED"));
    try (Tab tab = tab(View.ENGLISH).open(UPLOAD)) {
      Page page = tab.page();
      page.route(
          "**/upload?id=*",
          route -> {
            if (!route.request().method().equals("PATCH")) {
              route.resume();
            }
          });
      page.getByLabel("File", new Page.GetByLabelOptions().setExact(true))
          .setInputFiles(empty((16 << 20) + 1000));
      page.waitForRequest(
          request -> request.method().equals("PATCH"), () -> button(page, "Upload").click());
      page.waitForRequest("**/batches/" + ID + "/cancel", () -> button(page, "Stop").click());
      assertThat(page.getByText("The upload was stopped.")).isVisible();
    }
  }

  /** The HTTP interface refuses it before it has read it. */
  @Test
  void saysWhyALargeFileWasRefusedAtOnce() {
    console()
        .api()
        .handle(
            "POST",
            "/v1/batches",
            exchange -> {
              byte[] body =
                  "{\"status\":429,\"code\":\"x\",\"detail\":\"Too many\"}"
                      .getBytes(StandardCharsets.UTF_8);
              exchange.sendResponseHeaders(429, body.length);
              exchange.getResponseBody().write(body);
              exchange.getResponseBody().flush();
              // Closed before, the connection would be reset, and the response lost with it.
              exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            });
    try (Tab tab = tab(View.ENGLISH).open(UPLOAD)) {
      Page page = tab.page();
      page.getByLabel("File", new Page.GetByLabelOptions().setExact(true))
          .setInputFiles(empty(6 << 20));
      button(page, "Upload").click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("Too many");
    }
  }

  @Test
  void saysWhichFilesCannotBeSent() {
    try (Tab tab = tab(View.ENGLISH).open(UPLOAD)) {
      Page page = tab.page();
      page.getByLabel("File", new Page.GetByLabelOptions().setExact(true))
          .setInputFiles(new FilePayload("cards.pdf", "application/pdf", new byte[] {1}));
      button(page, "Upload").click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("This kind of file cannot be read.");
    }
  }

  @Test
  void everythingButTheUploadWorksWithoutScripts() {
    try (Tab tab = tab(WITHOUT_SCRIPTS).open(UPLOAD)) {
      Page page = tab.page();
      assertThat(page.locator("noscript code"))
          .hasText("./notifier batch upload --type card.expiring FILE.xlsx");
      assertThat(page.locator("#upload")).isHidden();

      show(console().api(), released("RUNNING", Map.of()));
      tab.open(PAGE);
      assertThat(page.getByText("59 %")).isVisible();
      link(page, "Refresh").click();
      button(page, "Pause").click();
      assertThat(page.getByText("The batch is paused.")).isVisible();
    }
  }

  private static Map<String, Object> arrived(int bytes) {
    return batch("RECEIVING", Map.of("file", Map.of("kind", "csv", "bytes", bytes)));
  }

  /** The browser reads it itself: it takes seconds to send it one of this size. */
  private Path empty(int bytes) {
    Path file = directory.resolve("cards.csv");
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
      content.setLength(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private static FilePayload file() {
    String line = "0391234567,Lò Thị Mai,HC4010110129425,31/12/2026,30\n";
    return new FilePayload(
        "cards.csv",
        "text/csv",
        ("phone,fullName,cardNo,validTo,daysLeft\n" + line.repeat(10_000))
            .getBytes(StandardCharsets.UTF_8));
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** A page refreshes itself within seconds, or at once when a minute passes. */
  private static IsVisibleOptions soon() {
    return new IsVisibleOptions().setTimeout(30_000);
  }
}
