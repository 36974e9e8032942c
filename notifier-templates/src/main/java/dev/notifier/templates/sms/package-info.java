/** Text in SMS: encodings, segments, and the bytes that are sent. */
@NullMarked
package dev.notifier.templates.sms;

import org.jspecify.annotations.NullMarked;
