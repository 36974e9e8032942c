@NullMarked
package dev.notifier.api.signin.password;

import org.jspecify.annotations.NullMarked;
