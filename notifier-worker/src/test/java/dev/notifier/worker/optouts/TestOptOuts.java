package dev.notifier.worker.optouts;

import dev.notifier.contracts.Category;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opt-outs for tests of other packages. Thread-safe. */
public final class TestOptOuts implements OptOuts {
  private final Set<String> phones = ConcurrentHashMap.newKeySet();
  private final Set<Category> waiting = EnumSet.noneOf(Category.class);

  /** A number opts out of everything but one-time codes. */
  public void add(String phone) {
    phones.add(phone);
  }

  /** Messages of these categories wait, and no others. */
  public void holdBack(Set<Category> categories) {
    waiting.clear();
    waiting.addAll(categories);
  }

  @Override
  public boolean isOptedOut(String phone, long tenant, Category category) {
    return category != Category.OTP && phones.contains(phone);
  }

  @Override
  public boolean mayMiss(Category category, long tenant) {
    return waiting.contains(category);
  }

  @Override
  public boolean mayMissAny() {
    return !waiting.isEmpty();
  }

  @Override
  public boolean isEmpty() {
    return phones.isEmpty();
  }
}
