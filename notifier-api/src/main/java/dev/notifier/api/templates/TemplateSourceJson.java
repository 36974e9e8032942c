package dev.notifier.api.templates;

import dev.notifier.templates.template.Audience;
import dev.notifier.templates.template.TemplateSource;
import dev.notifier.templates.template.VariantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Converts a template to a JSON object with the keys and the order of its files. */
final class TemplateSourceJson {
  private TemplateSourceJson() {}

  static Map<String, Object> of(TemplateSource source) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", source.id());
    map.put("eventType", source.eventType());
    map.put("diacritics", id(source.diacritics()));
    map.put("maxSegments", source.maxSegments());
    map.put("links", id(source.links()));
    map.put("variants", source.variants().stream().map(TemplateSourceJson::of).toList());
    return map;
  }

  private static Map<String, Object> of(VariantSource variant) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("locale", variant.locale());
    if (!variant.audience().equals(Audience.EVERYBODY)) {
      map.put("audience", of(variant.audience()));
    }
    if (variant.sender() != null) {
      map.put("sender", variant.sender());
    }
    if (variant.diacritics() != null) {
      map.put("diacritics", id(variant.diacritics()));
    }
    map.put("text", variant.text());
    return map;
  }

  private static Map<String, Object> of(Audience audience) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (!audience.kinds().isEmpty()) {
      map.put("kinds", List.copyOf(new TreeSet<>(audience.kinds())));
    }
    if (!audience.livingAreas().isEmpty()) {
      map.put("livingAreas", List.copyOf(new TreeSet<>(audience.livingAreas())));
    }
    return map;
  }

  private static String id(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
