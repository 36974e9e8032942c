package dev.notifier.store.retention;

import java.util.Collection;
import java.util.TreeSet;

/**
 * Which notifications of a day are kept.
 *
 * @param othersOver whether the types that are not listed are over
 * @param listed if {@code othersOver}, the types that are kept; otherwise those that are over. In
 *     ascending order
 * @param keepOpen whether notifications that have not ended are kept, whatever their types
 */
public record KeepRule(boolean othersOver, Collection<String> listed, boolean keepOpen) {
  public KeepRule {
    listed = new TreeSet<>(listed);
  }
}
