package dev.notifier.console.batches;

import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Html;
import dev.notifier.contracts.sending.BatchState;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of batches. */
@Controller
final class BatchListController {
  private static final ApiPath TYPES =
      ApiPath.of("/v1/event-types").with("limit", EventTypes.LIMIT);

  private final Pages pages;

  BatchListController(Pages pages) {
    this.pages = pages;
  }

  /** What is searched. */
  record Filter(String state, String type) {
    /** All states, in the order of a batch's life. */
    static final List<String> STATES =
        Arrays.stream(BatchState.values()).map(BatchState::name).toList();

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
    BatchView.All batches =
        request
            .api()
            .get(
                ApiPath.of("/v1/batches")
                    .with("state", state)
                    .with("type", type)
                    .with("after", after),
                BatchView.All.class);
    List<EventTypes.Type> types = types(request);
    Page page = pages.of(request, "batches.title");
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
