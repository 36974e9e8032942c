package dev.notifier.api.templates;

import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.config.MessageConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.store.templates.CarrierRegistration;
import dev.notifier.store.templates.TemplateQueries;
import dev.notifier.templates.lint.LintContext;
import dev.notifier.templates.lint.LintReport;
import dev.notifier.templates.lint.RouteTextSettings;
import dev.notifier.templates.lint.SampleData;
import dev.notifier.templates.lint.TemplateLint;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.Concatenation;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.WireProfile;
import dev.notifier.templates.template.TemplateSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows what a wording becomes on the wire of each route, and what that costs. Thread-safe. */
final class TemplatePreviewService {
  private final RouteStore routes;
  private final TemplateQueries reads;
  private final EventTypeRegistry types;
  private final TemplateValidator check;

  TemplatePreviewService(
      RouteStore routes, TemplateQueries reads, EventTypeRegistry types, TemplateValidator check) {
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
  TemplatePreviewDocument look(TemplateSource source, Optional<Map<String, Object>> data) {
    var fields = check.fields(source);
    CompiledEventType type = types.find(source.eventType());
    SampleData samples =
        data.map(own -> new SampleData(own, own))
            .orElseGet(() -> samples(type == null ? Map.of() : type.form().samples()));
    boolean advertising = type != null && type.form().category() == Category.ADVERTISING;
    LintReport report =
        TemplateLint.check(source, fields, samples, context(source.id(), advertising));
    return TemplatePreviewDocument.of(source, report);
  }

  private static SampleData samples(Map<String, Map<String, Object>> samples) {
    Map<String, Object> typical = samples.getOrDefault(EventTypeRecord.TYPICAL, Map.of());
    return new SampleData(typical, samples.getOrDefault(EventTypeRecord.LONGEST, typical));
  }

  private LintContext context(String template, boolean advertising) {
    List<RouteRecord> known = TemplateService.asked(routes::all);
    List<RouteTextSettings> texts = new ArrayList<>();
    known.forEach(route ->
        texts.add(
            new RouteTextSettings(
                route.name(),
                carrierText(route.spec().message()),
                route.spec().pricePerSegment())));
    String brand = known.isEmpty() ? "" : known.getFirst().spec().source().address();
    return new LintContext(advertising, brand, texts, maxParameters(template));
  }

  /** A carrier that listed the parameters takes no more than those. */
  private Map<String, Integer> maxParameters(String template) {
    Map<String, Integer> parameters = new HashMap<>();
    for (CarrierRegistration each : TemplateService.asked(() -> reads.registrations(template))) {
      if (!each.maxLengths().isEmpty()) {
        parameters.put(each.carrier(), each.maxLengths().size());
      }
    }
    return parameters;
  }

  private static CarrierTextSettings carrierText(MessageConfig message) {
    WireProfile profile =
        new WireProfile(
            Encoding.valueOf(message.alphabet().name()),
            Concatenation.valueOf(message.concatenation().name()));
    return new CarrierTextSettings(profile, message.refusedCharacters());
  }
}
