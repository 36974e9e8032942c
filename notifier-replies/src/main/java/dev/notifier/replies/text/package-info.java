/** The words of an inbound text, however a person typed them. */
@NullMarked
package dev.notifier.replies.text;

import org.jspecify.annotations.NullMarked;
