/** Writes and shows the audit: each command, each look-up of personal data, and refused access. */
@NullMarked
package dev.notifier.api.audit;

import org.jspecify.annotations.NullMarked;
