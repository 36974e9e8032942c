package dev.notifier.worker.uploads;

import dev.notifier.batchfiles.line.BatchField;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.sending.BatchLine;
import dev.notifier.contracts.sending.SendingRules;
import dev.notifier.planning.NotificationPlanner;
import dev.notifier.planning.PlanningDecision;
import dev.notifier.planning.TemplateSelector;
import dev.notifier.planning.schema.EventSchema;
import dev.notifier.store.batches.StoredLine;
import dev.notifier.templates.vietnamese.LegacyEncodingDetector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks lines as intake and plan do: against the schema, and by planning their messages. Used by
 * one thread.
 */
final class LineCheck {
  private static final String DATA = "/data";

  private final Batch batch;
  private final NotificationPlanner planner;
  private final TemplateSelector templates;
  private final Instant now;

  /**
   * Whose lines are checked.
   *
   * @param templateVersion that all lines have
   */
  record Batch(UUID id, String tenant, BatchType type, int templateVersion) {}

  LineCheck(Batch batch, NotificationPlanner planner, TemplateSelector templates, Instant now) {
    this.batch = batch;
    this.planner = planner;
    this.templates = templates;
    this.now = now;
  }

  /**
   * What is wrong with a line.
   *
   * @param pointer into the data; empty for the whole line
   * @param detail what to do, without values
   */
  record Problem(String pointer, String kind, String detail) {}

  /**
   * The result.
   *
   * @param segments of its message; 0 if its number comes from the directory
   * @param problems none if it can be sent
   */
  record Checked(int segments, List<Problem> problems) {}

  /** Checks a line. */
  Checked check(StoredLine line) {
    List<Problem> problems = problems(line);
    if (!problems.isEmpty() || line.phone() == null) {
      return new Checked(0, problems);
    }
    PlanningDecision decision = plan(line);
    PlanningDecision.Message message = decision.message();
    return message == null
        ? new Checked(0, List.of(problem(decision)))
        : new Checked(message.segments().count(), List.of());
  }

  private List<Problem> problems(StoredLine line) {
    Map<String, Object> all = new HashMap<>(line.data());
    all.put("recipient", line.recipient());
    JsonNode data = JsonMapper.shared().valueToTree(all);
    List<Problem> problems = new ArrayList<>();
    EventSchema schema = batch.type().schema();
    for (EventSchema.Fault fault : schema.faults(data)) {
      problems.add(new Problem(fault.pointer(), "invalid-data", fault.detail()));
    }
    schema.forEachFreeText(
        data,
        (pointer, text) ->
            LegacyEncodingDetector.detect(text)
                .ifPresent(encoding ->
                    problems.add(
                        new Problem(
                            pointer,
                            "legacy-encoding",
                            "This text is most probably "
                                + encoding.title()
                                + ". Convert it to UTF-8."))));
    if (line.phone() == null && !line.recipient().containsKey(BatchField.PERSON)) {
      problems.add(new Problem("/recipient/phone", "phone-empty", "Add a mobile number."));
    }
    return problems;
  }

  private static Problem problem(PlanningDecision decision) {
    String pointer = String.valueOf(decision.pointer());
    String reason = String.valueOf(decision.reason());
    String detail = decision.detail();
    return new Problem(
        pointer.startsWith(DATA) ? pointer.substring(DATA.length()) : "",
        reason.toLowerCase(Locale.ROOT).replace('_', '-'),
        detail == null ? reason : detail);
  }

  /** Plans the message of a line with a number. */
  PlanningDecision plan(StoredLine line) {
    try {
      return planner.plan(event(line), templates, now);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The worker stops", e);
    }
  }

  /** Whether a second message about the same fact is not sent. */
  boolean hasBusinessKeys() {
    EventTypeRecord type = batch.type().definition();
    return type.businessKeyWindow() != null && type.category() != Category.OTP;
  }

  /** The event of a line, as far as planning and its business key need it. */
  EventRecord event(StoredLine line) {
    BatchLine identity = new BatchLine(batch.id(), line.line());
    EventTypeRecord type = batch.type().definition();
    @Nullable Instant never = null;
    return new EventRecord(
            EventRecord.VERSION,
            batch.tenant(),
            identity.source(),
            identity.eventId(),
            type.name(),
            now,
            line.subject(),
            line.phone(),
            line.recipient(),
            line.data(),
            type.category(),
            never,
            now,
            batch.templateVersion(),
            null,
            null)
        .withSending(
            new SendingRules(null, null, type.businessKeyWindow(), type.sharedBusinessKey(), null));
  }
}
