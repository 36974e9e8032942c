package dev.notifier.console.batches;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.web.ConsoleRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The version of a template that new batches get, of {@code GET /v1/templates/{id}}. */
record TemplateInForce(@Nullable Integer published) {
  static final TemplateInForce NOT_KNOWN = new TemplateInForce(null);

  /** States in which messages of the batch are still to be made. */
  private static final Set<String> OPEN = Set.of("READY", "AWAITING_RELEASE", "RUNNING", "PAUSED");

  /** That of a batch; not known if it is of no interest, or the person may not read it. */
  static TemplateInForce of(ConsoleRequest request, BatchView batch) {
    String template = batch.template();
    if (template == null
        || !OPEN.contains(batch.state())
        || !request.account().has("templates:read")) {
      return NOT_KNOWN;
    }
    try {
      return request.api().get(ApiPath.of("/v1/templates/{}", template), TemplateInForce.class);
    } catch (ApiException e) {
      return NOT_KNOWN;
    }
  }

  /** The version that is in force instead of the one of the batch; null if it is the same. */
  @Nullable Integer other(BatchView batch) {
    Integer own = batch.templateVersion();
    return published == null || own == null || published.equals(own) ? null : published;
  }

  /** What can be done about it: a key of the texts {@code batches.other-version}. */
  static String whatNow(BatchView batch) {
    if (batch.isReadable()) {
      return batch.hasSettings() ? "read-again" : "retry";
    }
    return batch.progress() == null || batch.progress().gone() == 0 ? "not-begun" : "begun";
  }
}
