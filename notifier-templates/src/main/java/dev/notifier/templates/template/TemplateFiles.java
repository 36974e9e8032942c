package dev.notifier.templates.template;

import dev.notifier.templates.language.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Templates as files, so that wording can live beside code. YAML 1.2:
 *
 * <pre>{@code
 * id: card-expiring
 * eventType: card.expiring
 * diacritics: strip            # keep | strip | auto
 * maxSegments: 2               # 1 to 10
 * links: refuse                # refuse | defuse | allow
 * variants:
 *   - locale: vi
 *     audience: { kinds: [WORKER], livingAreas: [K1] }   # left out: everybody
 *     diacritics: keep         # left out: the template's
 *     sender: BHXHVN           # left out: the route's
 *     text: "BHXHVN: ..."
 * }</pre>
 *
 * <p>What a file means is looked at by {@link TemplateCompiler}. Thread-safe.
 */
public final class TemplateFiles {
  /** Longest file, in UTF-16 units. */
  public static final int MAX_FILE_UNITS = 256 * 1024;

  private TemplateFiles() {}

  /** The template of a file, or all that is wrong with its form. Never throws. */
  public static TemplateReadResult read(String yaml) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    Node root = YamlReader.of(yaml, diagnostics);
    if (root == null) {
      return new TemplateReadResult.Invalid(diagnostics);
    }
    TemplateSource source = new TemplateReader(diagnostics).read(root);
    return source != null && diagnostics.isEmpty()
        ? new TemplateReadResult.Read(source)
        : new TemplateReadResult.Invalid(diagnostics);
  }

  /**
   * The file of a template: the same octets for the same template. {@link #read} gives it back,
   * except for texts with halves of surrogate pairs, which no file can hold.
   */
  public static String write(TemplateSource source) {
    return new TemplateWriter().write(source);
  }
}
