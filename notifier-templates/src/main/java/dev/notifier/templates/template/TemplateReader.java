package dev.notifier.templates.template;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Makes a template of a file's nodes. Not thread-safe. */
final class TemplateReader {
  private static final Set<String> KEYS =
      Set.of("id", "eventType", "diacritics", "maxSegments", "links", "variants");
  private static final Set<String> VARIANT_KEYS =
      Set.of("locale", "audience", "sender", "diacritics", "text");
  private static final Set<String> AUDIENCE_KEYS = Set.of("kinds", "livingAreas");
  private static final int MAX_NUMBER_DIGITS = 4;

  private final List<Diagnostic> diagnostics;

  TemplateReader(List<Diagnostic> diagnostics) {
    this.diagnostics = diagnostics;
  }

  @Nullable TemplateSource read(Node root) {
    Map<String, Node> keys = keys(root, KEYS);
    if (keys == null) {
      return null;
    }
    String id = text(root, keys, "id");
    String eventType = text(root, keys, "eventType");
    DiacriticsPolicy diacritics = choice(keys.get("diacritics"), DiacriticsPolicy.values());
    ValueLinkPolicy links = choice(keys.get("links"), ValueLinkPolicy.values());
    int maxSegments = keys.containsKey("maxSegments") ? number(keys.get("maxSegments")) : 0;
    for (String key : List.of("diacritics", "maxSegments", "links")) {
      require(root, keys, key);
    }
    List<VariantSource> variants = variants(root, keys);
    if (id == null || eventType == null || diacritics == null || links == null) {
      return null;
    }
    return new TemplateSource(id, eventType, diacritics, maxSegments, links, variants);
  }

  private List<VariantSource> variants(Node root, Map<String, Node> keys) {
    List<VariantSource> variants = new ArrayList<>();
    if (require(root, keys, "variants") instanceof SequenceNode list) {
      for (Node each : list.getValue()) {
        VariantSource variant = variant(each);
        if (variant != null) {
          variants.add(variant);
        }
      }
    } else if (keys.containsKey("variants")) {
      wrong(keys.get("variants"), "write the variants as a list, each with a hyphen before it");
    }
    return variants;
  }

  private @Nullable VariantSource variant(Node node) {
    Map<String, Node> keys = keys(node, VARIANT_KEYS);
    if (keys == null) {
      return null;
    }
    String locale = text(node, keys, "locale");
    String text = text(node, keys, "text");
    String sender = keys.containsKey("sender") ? text(node, keys, "sender") : null;
    DiacriticsPolicy diacritics = choice(keys.get("diacritics"), DiacriticsPolicy.values());
    Audience audience = audience(keys.get("audience"));
    return locale == null || text == null
        ? null
        : new VariantSource(locale, audience, sender, diacritics, text);
  }

  private Audience audience(@Nullable Node node) {
    if (node == null) {
      return Audience.EVERYBODY;
    }
    Map<String, Node> keys = keys(node, AUDIENCE_KEYS);
    return keys == null
        ? Audience.EVERYBODY
        : new Audience(names(keys.get("kinds")), names(keys.get("livingAreas")));
  }

  private Set<String> names(@Nullable Node node) {
    Set<String> names = new HashSet<>();
    if (node instanceof SequenceNode list) {
      for (Node each : list.getValue()) {
        if (each instanceof ScalarNode name) {
          names.add(name.getValue());
        } else {
          wrong(each, "write a name here");
        }
      }
    } else if (node != null) {
      wrong(node, "write a list, such as [K1, K2]");
    }
    return names;
  }

  /** The values by key; null when the node has no keys. */
  private @Nullable Map<String, Node> keys(Node node, Set<String> known) {
    if (!(node instanceof MappingNode mapping)) {
      wrong(node, "write keys here: " + String.join(", ", new TreeSet<>(known)));
      return null;
    }
    Map<String, Node> keys = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!known.contains(key)) {
        diagnostics.add(
            YamlReader.at(
                tuple.getKeyNode(),
                DiagnosticCode.UNKNOWN_NAME,
                "there is no such key; there are " + String.join(", ", new TreeSet<>(known))));
      } else if (keys.put(key, tuple.getValueNode()) != null) {
        diagnostics.add(
            YamlReader.at(
                tuple.getKeyNode(), DiagnosticCode.SYNTAX, key + " stands twice; keep one"));
      }
    }
    return keys;
  }

  private @Nullable Node require(Node parent, Map<String, Node> keys, String key) {
    Node node = keys.get(key);
    if (node == null) {
      diagnostics.add(YamlReader.at(parent, DiagnosticCode.POSSIBLY_MISSING, "add " + key));
    }
    return node;
  }

  private @Nullable String text(Node parent, Map<String, Node> keys, String key) {
    Node node = require(parent, keys, key);
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    if (node != null) {
      wrong(node, "write a text for " + key);
    }
    return null;
  }

  private int number(@Nullable Node node) {
    if (node instanceof ScalarNode scalar && isNumber(scalar.getValue())) {
      return Integer.parseInt(scalar.getValue());
    }
    if (node != null) {
      wrong(node, "write a number, such as 2");
    }
    return 0;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_NUMBER_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private <E extends Enum<E>> @Nullable E choice(@Nullable Node node, E[] values) {
    if (node == null) {
      return null;
    }
    List<String> words = new ArrayList<>();
    for (E each : values) {
      String word = each.name().toLowerCase(Locale.ROOT);
      if (node instanceof ScalarNode scalar && scalar.getValue().equals(word)) {
        return each;
      }
      words.add(word);
    }
    diagnostics.add(
        YamlReader.at(
            node, DiagnosticCode.WRONG_VALUE, "write one of " + String.join(", ", words)));
    return null;
  }

  private void wrong(@Nullable Node node, String detail) {
    if (node != null) {
      diagnostics.add(YamlReader.at(node, DiagnosticCode.WRONG_TYPE, detail));
    }
  }
}
