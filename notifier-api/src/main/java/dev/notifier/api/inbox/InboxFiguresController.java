package dev.notifier.api.inbox;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.ReadableTenants;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.inbox.InboxFigures;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The figures of the inbox. */
@RestController
final class InboxFiguresController {
  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  /** Every figure of the days is read. */
  private static final int MAX_DAYS = 7;

  private final InboxFigures figures;
  private final WorkLimit work;
  private final InstantSource clock;

  InboxFiguresController(InboxFigures figures, WorkLimit work, InstantSource clock) {
    this.figures = figures;
    this.work = work;
    this.clock = clock;
  }

  /** A caller who also reads the inbox sees what each agent has done. */
  @GetMapping("/v1/inbox/figures")
  @RequiresScope(Scope.REPORTS_READ)
  InboxFiguresDocument figures(
      @RequestParam(required = false) @Nullable String days,
      @RequestParam(required = false) @Nullable String tenant,
      HttpServletRequest request) {
    Caller caller = Caller.of(request);
    String of = ReadableTenants.of(caller, tenant);
    int wanted = days(days);
    Instant now = clock.instant();
    LocalDate today = now.atZone(ZONE).toLocalDate();
    LocalDate first = today.minusDays(wanted - 1L);
    return InboxFiguresDocument.of(
        first,
        today,
        now,
        InboxFigures.BOUNDS,
        work.call(() -> StoreAccess.call(() -> figures.find(of, first, today))),
        caller.has(Scope.INBOX_READ));
  }

  private static int days(@Nullable String days) {
    if (days == null) {
      return 1;
    }
    if (!days.matches("[1-" + MAX_DAYS + "]")) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER,
              "days is invalid. Send a number from 1, which is today, to " + MAX_DAYS + "."));
    }
    return Integer.parseInt(days);
  }
}
