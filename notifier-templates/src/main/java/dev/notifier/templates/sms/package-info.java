/**
 * Text as SMS carries it: which encoding it needs, where it is cut, which octets go on the wire.
 */
@NullMarked
package dev.notifier.templates.sms;

import org.jspecify.annotations.NullMarked;
