package dev.notifier.api.signin.password;

import org.springframework.context.support.GenericApplicationContext;

/**
 * Hashes passwords for a twentieth of the usual cost: tests of the sign-in make hundreds of hashes.
 * It is still the most expensive part of a sign-in.
 */
public final class CheaperPasswords {
  private static final int PARALLEL = 4;
  private static final int MEMORY_KIB = 2_048;

  private CheaperPasswords() {}

  /** Replaces the bean of an application that allows it. */
  public static void register(GenericApplicationContext context) {
    context.registerBean(
        "passwords",
        Passwords.class,
        () -> new Passwords(PARALLEL, "never a password", MEMORY_KIB, 1));
  }
}
