"""The wrapping keys that were derived from the root key become rows of generation 0, wrapped by the root key."""

import secrets
import uuid
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import migrations
from django.utils import timezone

from shanyraq.foundation.keyfiles import key_file


def derived(purpose):
    root = key_file(Path(settings.DATA) / "keys", "root.key")
    return HKDF(hashes.SHA256(), 32, None, f"shanyraq|{purpose}".encode()).derive(root)


def write_generation_zero(apps, schema_editor):
    DataKey, WrappingKey = apps.get_model("foundation", "DataKey"), apps.get_model("foundation", "WrappingKey")
    without = DataKey.objects.filter(wrapped_by=None)
    for compartment in sorted(set(without.values_list("compartment", flat=True))):
        row = WrappingKey(id=uuid.uuid4(), compartment=compartment, generation=0, made_at=timezone.now())  # noqa: TID251
        nonce, bound_to = secrets.token_bytes(12), f"shq|kek|{row.id}|{compartment}|0".encode()
        key = derived(f"kek|{compartment}")
        row.wrapped = nonce + AESGCM(derived("wrapping keys")).encrypt(nonce, key, bound_to)
        row.save()
        without.filter(compartment=compartment).update(wrapped_by=row)


class Migration(migrations.Migration):
    dependencies = [("foundation", "0003_wrapping_keys")]

    operations = [migrations.RunPython(write_generation_zero, migrations.RunPython.noop)]
