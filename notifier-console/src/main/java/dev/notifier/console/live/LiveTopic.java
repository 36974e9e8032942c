package dev.notifier.console.live;

import java.util.Optional;

/** The pages of one kind that are kept up to date. Thread-safe. */
public interface LiveTopic {
  /** The first part of the address of their streams. */
  String name();

  /**
   * A page.
   *
   * @param key which one; empty if there is only one
   */
  Optional<LivePage> page(String key);
}
