/** The error codes of the API and the problem documents in which they are returned (RFC 9457). */
@NullMarked
package dev.notifier.api.problem;

import org.jspecify.annotations.NullMarked;
