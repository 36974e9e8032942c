package dev.notifier.console.batches;

import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Html;
import dev.notifier.contracts.sending.BatchState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of batches. */
@Controller
final class BatchListController {
  private static final ApiPath TYPES =
      ApiPath.of("/v1/event-types").with("limit", EventTypes.LIMIT);

  private static final String SCHEDULED = "SCHEDULED";

  private final Pages pages;

  BatchListController(Pages pages) {
    this.pages = pages;
  }

  /** What is searched. */
  record Filter(String state, String type) {
    /** All states as people see them, in the order of a batch's life. */
    static final List<String> STATES =
        Arrays.stream(BatchState.values())
            .flatMap(state ->
                state == BatchState.RUNNING
                    ? Stream.of(SCHEDULED, state.name())
                    : Stream.of(state.name()))
            .toList();

    /** The state as the HTTP interface knows it: one before its start is already released. */
    String ofApi() {
      return state.equals(SCHEDULED) ? BatchState.RUNNING.name() : state;
    }

    /** Those of a page that are as people see the state. */
    BatchView.All of(BatchView.All page, Instant now) {
      return ofApi().equals(BatchState.RUNNING.name())
          ? new BatchView.All(
              page.batches().stream().filter(batch -> batch.word(now).equals(state)).toList(),
              page.next())
          : page;
    }

    boolean isEmpty() {
      return state.isEmpty() && type.isEmpty();
    }

    /** The query of the next page. */
    String query(String after) {
      return ApiPath.of("batches")
          .with("state", state)
          .with("type", type)
          .with("after", after)
          .toString();
    }
  }

  @GetMapping("/batches")
  Html all(
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String type,
      @RequestParam(required = false) @Nullable String after,
      ConsoleRequest request) {
    Filter filter = new Filter(state, type);
    Page page = pages.of(request, "batches.title");
    BatchView.All found =
        request
            .api()
            .get(
                ApiPath.of("/v1/batches")
                    .with("state", filter.ofApi())
                    .with("type", type)
                    .with("after", after),
                BatchView.All.class);
    BatchView.All batches = filter.of(found, page.now());
    List<EventTypes.Type> types = types(request);
    return Html.of((out, none) ->
        JteallGenerated.render(out, none, page, batches, filter, types, after != null));
  }

  /** The event types that can be chosen; none if the person may not list them. */
  static List<EventTypes.Type> types(ConsoleRequest request) {
    return request.account().has("event-types:read")
        ? request.api().get(TYPES, EventTypes.class).forFiles()
        : List.of();
  }
}
