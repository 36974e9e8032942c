package dev.notifier.api.templates;

import dev.notifier.api.types.EventType;
import dev.notifier.api.types.EventTypes;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.RouteRecord;
import dev.notifier.contracts.config.RouteConfig;
import dev.notifier.store.Routes;
import dev.notifier.store.templates.CarrierRegistration;
import dev.notifier.store.templates.TemplateReads;
import dev.notifier.templates.lint.Lint;
import dev.notifier.templates.lint.LintContext;
import dev.notifier.templates.lint.LintReport;
import dev.notifier.templates.lint.RouteText;
import dev.notifier.templates.lint.Samples;
import dev.notifier.templates.sms.CarrierText;
import dev.notifier.templates.sms.Concatenation;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.WireProfile;
import dev.notifier.templates.wording.TemplateSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows what a wording becomes on the wire of each route, and what that costs. Thread-safe. */
final class PreviewDesk {
  private final Routes routes;
  private final TemplateReads reads;
  private final EventTypes types;
  private final TemplateCheck check;

  PreviewDesk(Routes routes, TemplateReads reads, EventTypes types, TemplateCheck check) {
    this.routes = routes;
    this.reads = reads;
    this.types = types;
    this.check = check;
  }

  /**
   * Looks at a wording.
   *
   * @param data instead of the event type's samples; empty = those
   */
  PreviewDocument look(TemplateSource source, Optional<Map<String, Object>> data) {
    var fields = check.fields(source);
    EventType type = types.find(source.eventType());
    Samples samples =
        data.map(own -> new Samples(own, own))
            .orElseGet(() -> samples(type == null ? Map.of() : type.form().samples()));
    boolean advertising = type != null && type.form().category() == Category.ADVERTISING;
    LintReport report = Lint.check(source, fields, samples, context(source.id(), advertising));
    return PreviewDocument.of(source, report);
  }

  private static Samples samples(Map<String, Map<String, Object>> samples) {
    Map<String, Object> typical = samples.getOrDefault(EventTypeRecord.TYPICAL, Map.of());
    return new Samples(typical, samples.getOrDefault(EventTypeRecord.WORST, typical));
  }

  private LintContext context(String template, boolean advertising) {
    List<RouteRecord> known = TemplateDesk.asked(routes::all);
    List<RouteText> texts = new ArrayList<>();
    known.forEach(route ->
        texts.add(
            new RouteText(
                route.name(),
                carrierText(route.spec().message()),
                route.spec().pricePerSegment())));
    String brand = known.isEmpty() ? "" : known.getFirst().spec().source().address();
    return new LintContext(advertising, brand, texts, maxParameters(template));
  }

  /** A carrier that listed the parameters takes no more than those. */
  private Map<String, Integer> maxParameters(String template) {
    Map<String, Integer> parameters = new HashMap<>();
    for (CarrierRegistration each : TemplateDesk.asked(() -> reads.registrations(template))) {
      if (!each.maxLengths().isEmpty()) {
        parameters.put(each.carrier(), each.maxLengths().size());
      }
    }
    return parameters;
  }

  private static CarrierText carrierText(RouteConfig.Message message) {
    WireProfile profile =
        new WireProfile(
            Encoding.valueOf(message.alphabet().name()),
            Concatenation.valueOf(message.concatenation().name()));
    return new CarrierText(profile, message.refusedCharacters());
  }
}
