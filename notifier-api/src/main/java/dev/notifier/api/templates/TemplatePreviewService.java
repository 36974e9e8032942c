package dev.notifier.api.templates;

import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.planning.RouteSnapshot;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.store.templates.CarrierRegistration;
import dev.notifier.store.templates.TemplateQueries;
import dev.notifier.templates.ReplyPlaceholders;
import dev.notifier.templates.lint.LintContext;
import dev.notifier.templates.lint.LintReport;
import dev.notifier.templates.lint.LintWarning;
import dev.notifier.templates.lint.LintWarningCode;
import dev.notifier.templates.lint.RouteTextSettings;
import dev.notifier.templates.lint.SampleData;
import dev.notifier.templates.lint.TemplateLint;
import dev.notifier.templates.template.TemplateSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Previews templates on each route: text, encoding, segments and cost. Thread-safe. */
final class TemplatePreviewService {
  private final RouteStore routes;
  private final TemplateQueries queries;
  private final EventTypeRegistry types;
  private final TemplateValidator validator;
  private final ReplyPlaceholders replies;

  TemplatePreviewService(
      RouteStore routes,
      TemplateQueries queries,
      EventTypeRegistry types,
      TemplateValidator validator,
      ReplyPlaceholders replies) {
    this.routes = routes;
    this.queries = queries;
    this.types = types;
    this.validator = validator;
    this.replies = replies;
  }

  /**
   * Previews a template.
   *
   * @param tenant whose registrations with carriers count
   * @param data the data of an event; empty = the samples of the event type
   */
  TemplatePreviewDocument preview(
      String tenant, TemplateSource source, Optional<Map<String, Object>> data) {
    return TemplatePreviewDocument.of(source, lint(tenant, source, data));
  }

  /**
   * Requires that messages of the template can be sent.
   *
   * @return the warnings
   * @throws ProblemException with all errors
   */
  List<TemplatePreviewDocument.Warning> requireSendable(String tenant, TemplateSource source) {
    LintReport report = lint(tenant, source, Optional.empty());
    if (!report.notSendable().isEmpty()) {
      throw TemplateDiagnostics.problem(
          ErrorCode.TEMPLATE_NOT_SENDABLE,
          TemplateDiagnostics.of(source, report.notSendable(), ""));
    }
    return TemplatePreviewDocument.warnings(source, report);
  }

  /** Checks a template with these data; empty = the samples of the event type. */
  LintReport lint(String tenant, TemplateSource source, Optional<Map<String, Object>> data) {
    var fields = validator.fields(source);
    CompiledEventType type = types.find(source.eventType());
    SampleData samples =
        data.map(SampleData::data)
            .orElseGet(() -> samples(type == null ? Map.of() : type.definition().samples()));
    boolean advertising = type != null && type.definition().category() == Category.ADVERTISING;
    LintReport report =
        TemplateLint.check(
            source, fields, samples, context(new TemplateName(tenant, source.id()), advertising));
    return type == null || type.definition().template().equals(source.id())
        ? report
        : withWarning(report, notUsed(type.definition()));
  }

  private static LintWarning notUsed(EventTypeRecord type) {
    return LintWarning.ofTemplate(
        LintWarningCode.NOT_USED,
        "the event type "
            + type.name()
            + " uses the template "
            + type.template()
            + ", so no message gets this one; name it in the event type, or use that id");
  }

  private static LintReport withWarning(LintReport report, LintWarning warning) {
    List<LintWarning> warnings = new ArrayList<>(report.warnings());
    warnings.add(warning);
    return new LintReport(report.diagnostics(), report.notSendable(), report.previews(), warnings);
  }

  private static SampleData samples(Map<String, Map<String, Object>> samples) {
    Map<String, Object> typical = samples.getOrDefault(EventTypeRecord.TYPICAL, Map.of());
    return SampleData.samples(typical, samples.getOrDefault(EventTypeRecord.LONGEST, typical));
  }

  private LintContext context(TemplateName template, boolean advertising) {
    List<RouteRecord> known = StoreAccess.call(routes::all);
    List<RouteTextSettings> settings = new ArrayList<>();
    known.forEach(route ->
        settings.add(
            new RouteTextSettings(
                route.name(),
                RouteSnapshot.carrierText(route.settings().message()),
                route.settings().pricePerSegment(),
                sender ->
                    replies.of(sender == null ? route.settings().source().address() : sender))));
    String brand = known.isEmpty() ? "" : known.getFirst().settings().source().address();
    return new LintContext(advertising, brand, settings, maxParameters(template));
  }

  /** A carrier with registered parameters accepts only these. */
  private Map<String, Integer> maxParameters(TemplateName template) {
    Map<String, Integer> parameters = new HashMap<>();
    for (CarrierRegistration registration :
        StoreAccess.call(() -> queries.registrations(template))) {
      if (!registration.maxLengths().isEmpty()) {
        parameters.put(registration.carrier(), registration.maxLengths().size());
      }
    }
    return parameters;
  }
}
