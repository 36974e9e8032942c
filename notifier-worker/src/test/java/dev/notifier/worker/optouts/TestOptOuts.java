package dev.notifier.worker.optouts;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.origin.MessageSubject;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opt-outs for tests of other packages. Thread-safe. */
public final class TestOptOuts implements OptOuts {
  private final Set<String> phones = ConcurrentHashMap.newKeySet();
  private final Set<Long> persons = ConcurrentHashMap.newKeySet();
  private final Set<Category> waiting = EnumSet.noneOf(Category.class);
  private volatile boolean holdsPersonsBack;

  /** A number opts out of everything but one-time codes. */
  public void add(String phone) {
    phones.add(phone);
  }

  /** Messages about this person or unit do not concern any number. */
  public void exclude(long digest) {
    persons.add(digest);
  }

  /** Messages of these categories wait, and no others. */
  public void holdBack(Set<Category> categories) {
    waiting.clear();
    waiting.addAll(categories);
  }

  /** Messages about persons and units wait. */
  public void holdPersonsBack() {
    holdsPersonsBack = true;
  }

  @Override
  public boolean isOptedOut(String phone, long tenant, Category category) {
    return category != Category.OTP && phones.contains(phone);
  }

  @Override
  public boolean isWrongPerson(String phone, long tenant, MessageSubject about) {
    return persons.contains(about.person()) || persons.contains(about.unit());
  }

  @Override
  public boolean mayMiss(Category category, long tenant) {
    return waiting.contains(category);
  }

  @Override
  public boolean mayMissPersons(long tenant) {
    return holdsPersonsBack;
  }

  @Override
  public boolean mayMissAny() {
    return !waiting.isEmpty() || holdsPersonsBack;
  }

  @Override
  public boolean isEmpty() {
    return phones.isEmpty() && persons.isEmpty();
  }
}
