/**
 * Shared by the endpoints of operators: request bodies, conditional requests and errors of the
 * store.
 */
@NullMarked
package dev.notifier.api.http;

import org.jspecify.annotations.NullMarked;
