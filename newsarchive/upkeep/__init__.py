"""What a person does to an archive: replay, adopt, rebuild, restore, forget."""
