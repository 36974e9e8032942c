/** Shared by the endpoints of operators: small request bodies and conditional requests. */
@NullMarked
package dev.notifier.api.http;

import org.jspecify.annotations.NullMarked;
