package dev.notifier.templates.template;

import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.yaml.YamlResult;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads and writes templates as files, so that they can be kept under version control. YAML 1.2:
 *
 * <pre>{@code
 * id: card-expiring
 * eventType: card.expiring
 * diacritics: strip            # keep | strip | auto
 * maxSegments: 2               # 1 to 10
 * links: refuse                # refuse | defuse | allow
 * variants:
 *   - locale: vi
 *     audience: { kinds: [WORKER], livingAreas: [K1] }   # omitted: everyone
 *     diacritics: keep         # omitted: the template's
 *     sender: BHXHVN           # omitted: the route's
 *     text: "BHXHVN: ..."
 * }</pre>
 *
 * <p>{@link TemplateCompiler} checks the content. Thread-safe.
 */
public final class TemplateFiles {
  /** The longest file, in UTF-16 units. */
  public static final int MAX_FILE_UNITS = YamlReader.MAX_UNITS;

  private TemplateFiles() {}

  /** Reads a template from a file, or returns all errors in its format. Never throws. */
  public static TemplateReadResult read(String yaml) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    Node root = YamlReader.read(yaml, diagnostics);
    if (root == null) {
      return new TemplateReadResult.Invalid(diagnostics);
    }
    TemplateSource source = new TemplateReader(diagnostics).read(root);
    return source != null && diagnostics.isEmpty()
        ? new TemplateReadResult.Read(source)
        : new TemplateReadResult.Invalid(diagnostics);
  }

  /** Reads a file as YAML, with the positions of its parts. Never throws. */
  public static YamlResult<Node> nodes(String yaml) {
    return YamlReader.PARSER.nodes(yaml);
  }

  /**
   * Writes a template as a file; the same template always gives the same bytes. {@link #read}
   * restores the template, except for texts with NUL or with halves of surrogate pairs, which it
   * rejects.
   */
  public static String write(TemplateSource source) {
    return new TemplateYamlWriter().write(source);
  }
}
