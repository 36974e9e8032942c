package dev.notifier.templates.template;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The recipients that a variant is for; an empty set means everyone.
 *
 * @param kinds values of {@code recipient.kind}, such as {@code EMPLOYER_CONTACT}
 * @param livingAreas values of {@code recipient.livingArea}: K1, K2, K3
 */
public record Audience(Set<String> kinds, Set<String> livingAreas) {
  public static final Audience EVERYBODY = new Audience(Set.of(), Set.of());

  public Audience {
    kinds = Set.copyOf(kinds);
    livingAreas = Set.copyOf(livingAreas);
  }

  /** The kinds and then the living areas, each in their order; empty for everyone. */
  String text() {
    return Stream.concat(kinds.stream().sorted(), livingAreas.stream().sorted())
        .collect(Collectors.joining(","));
  }
}
