package dev.notifier.console.templates;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.web.ConsoleRequest;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads and writes drafts through the HTTP interface, on behalf of one request. */
final class TemplateDrafts {
  private static final int NOT_FOUND = 404;

  private final String id;
  private final ConsoleRequest request;

  TemplateDrafts(String id, ConsoleRequest request) {
    this.id = id;
    this.request = request;
  }

  /**
   * What a form changes.
   *
   * @param draft null if there is none
   * @param base number of the version on which a new draft is based; empty for none
   */
  record Start(EditedTemplate template, @Nullable ShownDraft draft, String base) {
    /** The revision of the draft; empty without one. */
    String revision() {
      return draft == null ? "" : Integer.toString(draft.revision());
    }
  }

  /** A preview, and why there is none. */
  record Checked(TextPreview preview, FormProblems problems) {}

  /** The draft. */
  @Nullable ShownDraft find() {
    try {
      return request.api().get(path("/draft"), ShownDraft.class);
    } catch (ApiException e) {
      return ignoreMissing(e);
    }
  }

  /** The draft; else what a new one begins with. */
  Start start(String type) {
    ShownTemplate known;
    try {
      known = request.api().get(path(""), ShownTemplate.class);
    } catch (ApiException e) {
      ignoreMissing(e);
      return new Start(EditedTemplate.empty(id, type), null, "");
    }
    if (known.draft() != null) {
      return start(known.inForce(), known.eventType());
    }
    String base = known.inForce();
    if (base.isEmpty() && !known.versions().isEmpty()) {
      base = Integer.toString(known.versions().getFirst().version());
    }
    return new Start(version(base, known.eventType()), null, base);
  }

  /**
   * The draft that a form was about; else what it was based on.
   *
   * @param base number of a version; empty for none
   */
  Start start(String base, String type) {
    ShownDraft draft = find();
    return draft == null
        ? new Start(version(base, type), null, base)
        : new Start(EditedTemplate.of(draft.template()), draft, base);
  }

  private EditedTemplate version(String base, String type) {
    return base.isEmpty()
        ? EditedTemplate.empty(id, type)
        : EditedTemplate.of(
            request
                .api()
                .get(ApiPath.of("/v1/templates/{}/versions/{}", id, base), ShownVersion.class)
                .template());
  }

  /**
   * Saves the draft.
   *
   * @param revision that the person has seen; empty if there was no draft
   */
  ShownDraft save(EditedTemplate template, String revision) {
    return request
        .api()
        .send(
            "PUT",
            path("/draft"),
            template.document(),
            revision.isEmpty() ? null : revision,
            ShownDraft.class);
  }

  /** Submits the draft as it was saved. */
  void submit(ShownDraft saved, String reason) {
    request
        .api()
        .send(
            "POST",
            path("/draft/submit"),
            reason.isEmpty() ? Map.of() : Map.of("reason", reason),
            Integer.toString(saved.revision()));
  }

  void discard(String revision) {
    request.api().send("DELETE", path("/draft"), null, revision);
  }

  /** Checks a template that is not saved. */
  Checked check(Page page, EditedTemplate template) {
    try {
      return new Checked(
          request
              .api()
              .search(
                  ApiPath.of("/v1/templates/preview"),
                  Map.of("template", template.document()),
                  TextPreview.class),
          FormProblems.none());
    } catch (ApiException e) {
      return new Checked(TextPreview.none(), FormProblems.of(page, e.problem()));
    }
  }

  /** The event type; without its values if the person may not read it. */
  ShownEventType type(EditedTemplate template) {
    try {
      return request
          .api()
          .get(ApiPath.of("/v1/event-types/{}", template.eventType()), ShownEventType.class);
    } catch (ApiException e) {
      return new ShownEventType(template.eventType(), null, null);
    }
  }

  private ApiPath path(String end) {
    return ApiPath.of("/v1/templates/{}" + end, id);
  }

  private static @Nullable ShownDraft ignoreMissing(ApiException e) {
    if (Objects.requireNonNull(e.problem()).status() == NOT_FOUND) {
      return null;
    }
    throw e;
  }
}
