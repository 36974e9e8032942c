package dev.notifier.templates.template;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.language.schema.NearName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Builds a template from the nodes of a file. Not thread-safe. */
final class TemplateReader {
  private static final Set<String> KEYS =
      Set.of("id", "eventType", "diacritics", "maxSegments", "links", "variants");
  private static final Set<String> VARIANT_KEYS =
      Set.of("locale", "audience", "sender", "diacritics", "text");
  private static final Set<String> AUDIENCE_KEYS = Set.of("kinds", "livingAreas");
  private static final int MAX_NUMBER_DIGITS = 4;

  private final List<Diagnostic> diagnostics;

  /** The keys of which another spelling was found, by mapping: they are not missing as well. */
  private final IdentityHashMap<Node, Set<String>> misspelt = new IdentityHashMap<>();

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
      for (Node item : list.getValue()) {
        VariantSource variant = variant(item);
        if (variant != null) {
          variants.add(variant);
        }
      }
    } else if (keys.containsKey("variants")) {
      reportWrongType(
          keys.get("variants"), "write variants as a list; each item starts with a hyphen");
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
    checkComment(keys.get("text"));
    String sender = keys.containsKey("sender") ? text(node, keys, "sender") : null;
    DiacriticsPolicy diacritics = choice(keys.get("diacritics"), DiacriticsPolicy.values());
    Audience audience = audience(keys.get("audience"));
    return locale == null || text == null
        ? null
        : new VariantSource(locale, audience, sender, diacritics, text);
  }

  /** Without quotes, a text ends before a blank and #, so the rest would be missing in messages. */
  private void checkComment(@Nullable Node node) {
    if (node instanceof ScalarNode text
        && text.getScalarStyle() == ScalarStyle.PLAIN
        && YamlReader.isCommentAfter(text)) {
      diagnostics.add(
          YamlReader.at(
              node,
              DiagnosticCode.SYNTAX,
              "the text ends where # begins a comment; put the whole text in quotes, or remove the"
                  + " comment"));
    }
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
      for (Node item : list.getValue()) {
        if (item instanceof ScalarNode name) {
          names.add(name.getValue());
        } else {
          reportWrongType(item, "write a name here");
        }
      }
    } else if (node != null) {
      reportWrongType(node, "write a list, such as [K1, K2]");
    }
    return names;
  }

  /** Returns the values by key; null if the node is not a mapping. */
  private @Nullable Map<String, Node> keys(Node node, Set<String> known) {
    if (!(node instanceof MappingNode mapping)) {
      reportWrongType(
          node, "write a mapping with the keys " + String.join(", ", new TreeSet<>(known)));
      return null;
    }
    Map<String, Node> keys = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!known.contains(key)) {
        reportUnknownKey(mapping, tuple.getKeyNode(), key, known);
      } else if (keys.put(key, tuple.getValueNode()) != null) {
        diagnostics.add(
            YamlReader.at(
                tuple.getKeyNode(), DiagnosticCode.SYNTAX, key + " is given twice; keep one"));
      }
    }
    return keys;
  }

  private void reportUnknownKey(Node mapping, Node node, String key, Set<String> known) {
    Optional<String> near = NearName.of(known, key);
    near.ifPresent(name -> misspelt.computeIfAbsent(mapping, _ -> new HashSet<>()).add(name));
    diagnostics.add(
        YamlReader.at(
            node,
            DiagnosticCode.UNKNOWN_NAME,
            near.map(name -> key + " is not a key; write " + name)
                .orElseGet(() ->
                    "this key does not exist; the keys are "
                        + String.join(", ", new TreeSet<>(known)))));
  }

  private @Nullable Node require(Node parent, Map<String, Node> keys, String key) {
    Node node = keys.get(key);
    if (node == null && !misspelt.getOrDefault(parent, Set.of()).contains(key)) {
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
      reportWrongType(node, "write a text for " + key);
    }
    return null;
  }

  private int number(@Nullable Node node) {
    if (node instanceof ScalarNode scalar && isNumber(scalar.getValue())) {
      return Integer.parseInt(scalar.getValue());
    }
    if (node != null) {
      reportWrongType(node, "write a number, such as 2");
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
    List<String> options = new ArrayList<>();
    for (E item : values) {
      String option = item.name().toLowerCase(Locale.ROOT);
      if (node instanceof ScalarNode scalar && scalar.getValue().equals(option)) {
        return item;
      }
      options.add(option);
    }
    String advice =
        node instanceof ScalarNode scalar
            ? NearName.of(options, scalar.getValue())
                .map(near -> "write " + near + "; the values are ")
                .orElse("write one of ")
            : "write one of ";
    diagnostics.add(
        YamlReader.at(node, DiagnosticCode.WRONG_VALUE, advice + String.join(", ", options)));
    return null;
  }

  private void reportWrongType(@Nullable Node node, String detail) {
    if (node != null) {
      diagnostics.add(YamlReader.at(node, DiagnosticCode.WRONG_TYPE, detail));
    }
  }
}
