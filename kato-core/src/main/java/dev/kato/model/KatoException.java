package dev.kato.model;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything KATO throws on purpose. The branches say what the caller can do: mend the
 * input, accept that something is not there, try again at once, try again later, or have the
 * operator mend a store. In each case the failed operation has changed nothing that can be seen,
 * unless a branch says otherwise.
 */
public abstract sealed class KatoException extends RuntimeException
    permits InvalidInputException,
        NotFoundException,
        ConflictException,
        UnavailableException,
        StorageRefusedException {

  private static final long serialVersionUID = 1L;

  KatoException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
