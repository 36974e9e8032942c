@NullMarked
package dev.notifier.api.signin;

import org.jspecify.annotations.NullMarked;
