"""Certificates for servers that are only there for a test."""

import datetime
import ssl
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def certificate_of(host: str, folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A file with the certificate of this host, signed by itself, and its key; and what a server does with it."""
    key, name = ec.generate_private_key(ec.SECP256R1()), _name(host)
    made = _certificate(name, key).issuer_name(name).add_extension(_of(host), critical=False)
    path = _file(folder / f"{host}.pem", key, made.sign(key, hashes.SHA256()))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(path)
    return path, context


@dataclass(frozen=True, slots=True)
class Authority:
    """What an organisation issues its own certificates with. `file` holds what everybody may know of it."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    file: Path

    def certificate_of(self, host: str) -> Path:
        """A file with the certificate of this host, signed by the authority, and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = _certificate(_name(host), key).issuer_name(self.certificate.subject)
        made = made.add_extension(_of(host), critical=False)
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        made = made.add_extension(issuer, critical=False)
        return _file(self.file.with_name(f"{host}-issued.pem"), key, made.sign(self.key, hashes.SHA256()))


def authority(folder: Path) -> Authority:
    key, name = ec.generate_private_key(ec.SECP256R1()), _name("An authority for a test")
    made = _certificate(name, key).issuer_name(name)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    made = made.add_extension(_SIGNS, critical=True)
    certificate = made.sign(key, hashes.SHA256())
    file = folder / "authority.pem"
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return Authority(key, certificate, file)


_SIGNS = x509.KeyUsage(
    digital_signature=False, content_commitment=False, key_encipherment=False, data_encipherment=False,
    key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
)  # fmt: skip


def _name(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])


def _of(host: str) -> x509.SubjectAlternativeName:
    return x509.SubjectAlternativeName([x509.DNSName(host)])


def _certificate(name: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
    )


def _file(path: Path, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> Path:
    form = serialization.PrivateFormat.PKCS8
    private = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    path.chmod(0o600)
    return path
