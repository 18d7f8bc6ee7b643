"""When something existed, from the mouth of a third party: time stamps of RFC 3161, asked for and checked.

An authority signs a hash and a time. A stamp on a checkpoint stands for every entry and every original under it. Request
and reply are files beside what was stamped, which other programs (openssl ts) make and check too. Nothing here opens a
connection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sayso.problems import MissingExtra, NoStamp


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an authority says: those bytes were there at that moment."""

    #: ISO 8601, UTC
    at_utc: str
    #: the name in its certificate
    authority: str


def stamp_request(data: bytes) -> bytes:
    """The request for a stamp on those bytes, to be sent as application/timestamp-query; only their hash is in it."""
    library = _library()
    hashing = library.HashAlgorithm.SHA256
    return bytes(library.TimestampRequestBuilder(data=data, hash_algorithm=hashing).build().as_bytes())


def check_stamp(reply: bytes, data: bytes, trusted: bytes, where: str) -> Stamp:
    """The stamp in an authority's reply, if it is on those bytes and its certificate leads to one of the trusted.

    ``trusted`` are certificates in PEM. NoStamp says what is wrong.
    """
    library = _library()
    try:
        response = library.decode_timestamp_response(reply)
    except ValueError as error:
        raise NoStamp(where, "it is no reply to a request for a time stamp") from error
    if response.status != library.PKIStatus.GRANTED:
        raise NoStamp(where, "the authority refused")
    try:
        _verifier(library, trusted, where).verify_message(response, data)
    except (library.VerificationError, ValueError) as error:
        raise NoStamp(where, _in_words(str(error))) from error
    at = response.tst_info.gen_time.isoformat(timespec="seconds").replace("+00:00", "Z")
    return Stamp(at, _signer(response))


def _verifier(library: Any, trusted: bytes, where: str) -> Any:
    from cryptography.x509 import load_pem_x509_certificates

    try:
        certificates = load_pem_x509_certificates(trusted)
    except ValueError as error:
        raise NoStamp(where, "the file with the trusted certificates has none in PEM") from error
    builder = library.VerifierBuilder()
    for certificate in certificates:
        builder = builder.add_root_certificate(certificate)
    return builder.build()


def _signer(response: Any) -> str:
    """The common name of the certificate that signed."""
    from cryptography.x509 import NameOID, load_der_x509_certificate

    signers = [(one.issuer, one.serial_number) for one in response.signed_data.signer_infos]
    for certificate in map(load_der_x509_certificate, response.signed_data.certificates):
        if (certificate.issuer, certificate.serial_number) in signers:
            names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
            return str(names[0].value) if names else certificate.subject.rfc4514_string()
    return "an authority without a certificate in the reply"


def _in_words(said: str) -> str:
    """What the library found, in our words where it is the common case."""
    if "Mismatch between messages" in said:
        return "it is on other bytes than these"
    return f"it does not hold ({' '.join(said.split()).rstrip('.')})"


def _library() -> Any:
    try:
        import rfc3161_client
    except ImportError as error:
        raise MissingExtra("A time stamp", "timestamps") from error
    return rfc3161_client
