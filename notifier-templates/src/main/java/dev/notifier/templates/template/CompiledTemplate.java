package dev.notifier.templates.template;

import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult;
import dev.notifier.templates.RenderResult.Fault;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.Renderer;
import dev.notifier.templates.TemplateIdentity;
import dev.notifier.templates.TextError;
import dev.notifier.templates.language.parse.Blank;
import dev.notifier.templates.language.program.CompiledProgram;
import dev.notifier.templates.language.program.LinkRule;
import dev.notifier.templates.language.program.ProgramResult;
import dev.notifier.templates.language.schema.ReplyFields;
import dev.notifier.templates.link.LinkScanner;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.Segmenter;
import dev.notifier.templates.text.NormalizationResult;
import dev.notifier.templates.text.NormalizationResult.Normalized;
import dev.notifier.templates.text.TextNormalizer;
import java.util.List;
import java.util.Map;

/**
 * A compiled version of a template. If a variant has no text for an event, for whatever reason, the
 * next variant for the recipient is used ({@link VariantSelector}): a text in another language is
 * better than none. Immutable, thread-safe.
 */
public final class CompiledTemplate implements Renderer {
  private static final String RECIPIENT = "recipient";

  private static final RenderResult BLANK =
      new NotRendered(TextError.NO_TEXT, "", CompiledProgram.NO_TEXT);

  private static final String VALUE_IN_LINK =
      "the template has a value in the host of a link; write the host without values";

  private final TemplateSource source;
  private final int version;
  private final List<CompiledVariant> variants;
  private final VariantSelector selector;
  private final LinkRule links;

  CompiledTemplate(TemplateSource source, int version, List<CompiledVariant> variants) {
    this.source = source;
    this.version = version;
    this.variants = List.copyOf(variants);
    selector = new VariantSelector(variants);
    links = LinkDetector.rule(source.links());
  }

  public TemplateSource source() {
    return source;
  }

  public int version() {
    return version;
  }

  /** Renders a request. Its type is ignored: it has already selected this template. */
  @Override
  public RenderResult render(RenderRequest request) {
    Map<?, ?> recipient =
        request.data().get(RECIPIENT) instanceof Map<?, ?> person ? person : Map.of();
    List<CompiledVariant> candidates =
        selector.select(request.locale(), recipient.get("kind"), recipient.get("livingArea"));
    RenderResult first = null;
    for (CompiledVariant variant : candidates) {
      RenderResult result = render(variant, request);
      if (result instanceof Rendered) {
        return result;
      }
      first = first == null ? result : first;
    }
    return first == null ? noVariant() : first;
  }

  private static RenderResult noVariant() {
    return new NotRendered(
        TextError.NO_TEMPLATE,
        "",
        "add a variant in vi for everyone; all recipients fall back to it",
        Fault.TEMPLATE);
  }

  /**
   * Renders one variant without a fallback; for previews.
   *
   * @throws IllegalArgumentException if there is no such variant
   */
  public RenderResult renderVariant(String locale, Audience audience, RenderRequest request) {
    for (CompiledVariant variant : variants) {
      if (variant.locale().equals(locale) && variant.audience().equals(audience)) {
        return render(variant, request);
      }
    }
    throw new IllegalArgumentException("the template has no such variant");
  }

  private RenderResult render(CompiledVariant variant, RenderRequest request) {
    return renderComplete(
        variant, variant.showsReply() ? request.withReply(variant.sender()) : request);
  }

  private RenderResult renderComplete(CompiledVariant variant, RenderRequest request) {
    return switch (variant.program().render(request.data(), variant.locale(), links)) {
      case ProgramResult.Problem problem ->
          new NotRendered(
              problem.error(),
              problem.field(),
              problem.detail(),
              problem.error() == TextError.NO_TEXT || ReplyFields.isPath(problem.field())
                  ? Fault.TEMPLATE
                  : Fault.VALUES);
      case ProgramResult.Text text -> {
        RenderResult result = normalize(text.text(), variant, request);
        yield result instanceof NotRendered no ? blamed(no, text.text(), variant, request) : result;
      }
    };
  }

  /** Blames the template if the text without the values of the event could not be sent either. */
  private NotRendered blamed(
      NotRendered no, String rendered, CompiledVariant variant, RenderRequest request) {
    if (!(variant.program().outline(request.data(), variant.locale(), links)
            instanceof ProgramResult.Text(String outline))
        || outline.length() != rendered.length()) {
      return no;
    }
    String value = String.valueOf(ComposedLinkDetector.VALUE);
    String fixed = outline.replace(value, "");
    boolean fails =
        switch (no.error()) {
          case NO_TEXT -> fixed.length() == outline.length();
          case LINK ->
              normalizeText(outline.replace(value, "a"), variant, request)
                      instanceof Normalized words
                  && LinkScanner.containsLink(
                      normalizeMarked(outline.replace(value, "a"), words, outline, request));
          case TOO_MANY_SEGMENTS ->
              normalizeText(fixed, variant, request) instanceof NormalizationResult.TooLong;
          case UNSUPPORTED_CHARACTER ->
              normalizeText(fixed, variant, request)
                  instanceof NormalizationResult.UnsupportedCharacter;
          case NO_TEMPLATE, MISSING_VALUE, INVALID_VALUE, TOO_LONG -> false;
        };
    if (!fails) {
      return no;
    }
    return no.ofTemplate(no.error() == TextError.LINK ? VALUE_IN_LINK : no.detail());
  }

  private NormalizationResult normalizeText(
      String text, CompiledVariant variant, RenderRequest request) {
    return TextNormalizer.normalize(
        text, variant.diacritics(), source.maxSegments(), request.carrier());
  }

  private RenderResult normalize(String rendered, CompiledVariant variant, RenderRequest request) {
    NormalizationResult result = normalizeText(rendered, variant, request);
    if (source.links() != ValueLinkPolicy.ALLOW
        && result instanceof Normalized normalized
        && LinkScanner.containsLink(normalized.text())) {
      String marked = normalizeMarked(rendered, normalized, variant, request);
      if (LinkScanner.containsLink(marked)) {
        return source.links() == ValueLinkPolicy.REFUSE
            ? LinkRefusal.of(request.data(), rendered, normalized.diacritics())
            : toResult(defuse(marked, normalized, request), variant);
      }
    }
    return toResult(result, variant);
  }

  /** Returns the normalized text with the author's links marked. Only needed if there is a link. */
  private String normalizeMarked(
      String rendered, Normalized normalized, CompiledVariant variant, RenderRequest request) {
    return variant.program().outline(request.data(), variant.locale(), links)
                instanceof ProgramResult.Text(String outline)
            && outline.length() == rendered.length()
        ? normalizeMarked(rendered, normalized, outline, request)
        : normalized.text();
  }

  private String normalizeMarked(
      String rendered, Normalized normalized, String outline, RenderRequest request) {
    // Defused, also the end of a sentence gets its blank; only a refusal would be too much.
    String marked =
        source.links() == ValueLinkPolicy.REFUSE
            ? ComposedLinkDetector.markOwnLinksAndSentences(rendered, outline)
            : ComposedLinkDetector.markOwnLinks(rendered, outline);
    CarrierTextSettings carrier =
        new CarrierTextSettings(
            request.carrier().profile(),
            request.carrier().unsupportedCharacters().replace(ComposedLinkDetector.MARK, ""));
    return TextNormalizer.normalize(
                marked, normalized.diacritics(), Segmenter.MAX_CONCATENATED_SEGMENTS, carrier)
            instanceof Normalized withMarks
        ? withMarks.text()
        : normalized.text();
  }

  private NormalizationResult defuse(String marked, Normalized normalized, RenderRequest request) {
    String text = LinkDetector.defuse(marked).replace(ComposedLinkDetector.MARK, "");
    return TextNormalizer.resegment(normalized, text, source.maxSegments(), request.carrier());
  }

  private RenderResult toResult(NormalizationResult result, CompiledVariant variant) {
    return switch (result) {
      // Invisible characters are removed, so a text can become blank here.
      case Normalized normalized ->
          Blank.isAll(normalized.text())
              ? BLANK
              : new Rendered(
                  normalized.text(),
                  new TemplateIdentity(
                      source.id(), version, variant.locale(), variant.audience().text()),
                  normalized.diacritics(),
                  normalized.segmentedText(),
                  variant.sender(),
                  normalized.substitutions());
      case NormalizationResult.TooLong tooLong ->
          new NotRendered(
              TextError.TOO_MANY_SEGMENTS,
              "",
              "the text needs %d segments; at most %d are allowed"
                  .formatted(tooLong.needed(), tooLong.allowed()));
      case NormalizationResult.UnsupportedCharacter unsupported ->
          new NotRendered(
              TextError.UNSUPPORTED_CHARACTER,
              "",
              "write the text without U+%04X, which the carrier of the route rejects"
                  .formatted(unsupported.codePoint()));
    };
  }
}
