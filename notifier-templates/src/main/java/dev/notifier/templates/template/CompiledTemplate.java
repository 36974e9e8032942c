package dev.notifier.templates.template;

import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.Renderer;
import dev.notifier.templates.TemplateIdentity;
import dev.notifier.templates.TextError;
import dev.notifier.templates.language.program.LinkRule;
import dev.notifier.templates.language.program.ProgramResult;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.Segmenter;
import dev.notifier.templates.text.NormalizationResult;
import dev.notifier.templates.text.NormalizationResult.Normalized;
import dev.notifier.templates.text.TextNormalizer;
import java.util.List;
import java.util.Map;

/**
 * One version of a template, compiled. A variant that has no text for an event, for whatever
 * reason, gives way to the next of the recipient's chain ({@link VariantSelector}): a text in
 * another language is better than none. Immutable, thread-safe.
 */
public final class CompiledTemplate implements Renderer {
  private static final String RECIPIENT = "recipient";

  private static final RenderResult MADE_LINK =
      new NotRendered(
          TextError.LINK,
          "",
          "values make a link together, or one that is written with other signs; remove it, this"
              + " wording takes none");

  private final TemplateSource source;
  private final int version;
  private final List<CompiledVariant> variants;
  private final VariantSelector chain;
  private final LinkRule links;

  CompiledTemplate(TemplateSource source, int version, List<CompiledVariant> variants) {
    this.source = source;
    this.version = version;
    this.variants = List.copyOf(variants);
    chain = new VariantSelector(variants);
    links = LinkDetector.rule(source.links());
  }

  public TemplateSource source() {
    return source;
  }

  public int version() {
    return version;
  }

  /** The type of the request is not looked at: this is the wording that it led to. */
  @Override
  public RenderResult render(RenderRequest request) {
    Map<?, ?> recipient =
        request.data().get(RECIPIENT) instanceof Map<?, ?> person ? person : Map.of();
    List<CompiledVariant> candidates =
        chain.of(request.locale(), recipient.get("kind"), recipient.get("livingArea"));
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
        TextError.NO_TEMPLATE, "", "write a variant in vi for everybody, which all fall back to");
  }

  /**
   * What one variant makes of a request, without falling back; for previews.
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
    return switch (variant.program().render(request.data(), variant.locale(), links)) {
      case ProgramResult.Problem problem ->
          new NotRendered(problem.error(), problem.field(), problem.detail());
      case ProgramResult.Text text -> finished(text.text(), variant, request);
    };
  }

  private RenderResult finished(String rendered, CompiledVariant variant, RenderRequest request) {
    NormalizationResult result =
        TextNormalizer.normalize(
            rendered, variant.diacritics(), source.maxSegments(), request.carrier());
    if (source.links() != ValueLinkPolicy.ALLOW
        && result instanceof Normalized done
        && LinkDetector.holdsLink(done.text())) {
      String marked = marked(rendered, done, variant, request);
      if (LinkDetector.holdsLink(marked)) {
        return source.links() == ValueLinkPolicy.REFUSE
            ? MADE_LINK
            : answer(defused(marked, done, request), variant);
      }
    }
    return answer(result, variant);
  }

  /**
   * The finished text with the author's links broken. Seldom needed: only where there is a link.
   */
  private String marked(
      String rendered, Normalized done, CompiledVariant variant, RenderRequest request) {
    CarrierTextSettings carrier =
        new CarrierTextSettings(
            request.carrier().profile(),
            request.carrier().unsupportedCharacters().replace(ComposedLinkDetector.MARK, ""));
    return variant.program().outline(request.data(), variant.locale(), links)
                instanceof ProgramResult.Text outline
            && outline.text().length() == rendered.length()
            && TextNormalizer.normalize(
                    ComposedLinkDetector.withMarks(rendered, outline.text()),
                    done.diacritics(),
                    Segmenter.MAX_CONCATENATED_SEGMENTS,
                    carrier)
                instanceof Normalized finished
        ? finished.text()
        : done.text();
  }

  private NormalizationResult defused(String marked, Normalized done, RenderRequest request) {
    String text = LinkDetector.defused(marked).replace(ComposedLinkDetector.MARK, "");
    return TextNormalizer.resegment(done, text, source.maxSegments(), request.carrier());
  }

  private RenderResult answer(NormalizationResult result, CompiledVariant variant) {
    return switch (result) {
      case Normalized done ->
          new Rendered(
              done.text(),
              new TemplateIdentity(source.id(), version, variant.locale()),
              done.diacritics(),
              done.segmentedText(),
              variant.sender(),
              done.substitutions());
      case NormalizationResult.TooLong tooLong ->
          new NotRendered(
              TextError.TOO_MANY_SEGMENTS,
              "",
              tooLong.needed() + " segments, at most " + tooLong.allowed() + " are allowed");
      case NormalizationResult.UnsupportedCharacter refused ->
          new NotRendered(
              TextError.UNSUPPORTED_CHARACTER,
              "",
              "write the text without U+%04X, which the route does not take"
                  .formatted(refused.codePoint()));
    };
  }
}
