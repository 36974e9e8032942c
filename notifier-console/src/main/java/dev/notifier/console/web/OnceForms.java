package dev.notifier.console.web;

import dev.notifier.console.api.ApiException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Runs commands whose result is shown once, or that cost something each time. Each form has a name
 * of its own, so a form that is sent again, as by a reload of the answer, runs nothing. Remembers
 * the last {@value #REMEMBERED} forms of this program. Thread-safe.
 */
public final class OnceForms {
  static final int REMEMBERED = 10_000;
  private static final int MAX_LENGTH = 60;

  private final Set<String> sent =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  /**
   * Runs a command, or nothing if the form was sent before. One that was refused may be sent again,
   * but not one that may have been done.
   *
   * @param form with the field of the template {@code layout/once.jte}
   * @throws BadFormException if the form has no name
   */
  public <T> Optional<T> run(ConsoleRequest request, Form form, Supplier<T> command) {
    String name = form.text("form");
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      throw new BadFormException();
    }
    String key = request.account().name() + " " + name;
    if (!sent.add(key)) {
      return Optional.empty();
    }
    try {
      return Optional.of(command.get());
    } catch (ApiException e) {
      if (!e.problem().isOutcomeUnknown()) {
        sent.remove(key);
      }
      throw e;
    }
  }
}
