/** Compares invoices of carriers with what was submitted. */
@NullMarked
package dev.notifier.local.invoice;

import org.jspecify.annotations.NullMarked;
